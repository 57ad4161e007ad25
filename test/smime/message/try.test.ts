import { openMessage } from '../../../src/smime/message/open';
import { usualOptions } from '../../support/identities';
import { vector, vectorText } from '../../support/vectors';
test('try', async () => {
  const options = await usualOptions();
  const lines: string[] = [];
  for (const [m, base, key] of [['interop/manifest.json', 'interop/', 'messages'], ['attacks-generated/manifest.json', 'attacks-generated/', 'cases']] as const) {
    const manifest = JSON.parse(vectorText(m));
    for (const x of manifest[key]) {
      const start = Date.now();
      try {
        const o = await openMessage(vector(base + x.file), options);
        const s: any = o.signature, e: any = o.encryption;
        const c = x.contentSha256 ? (o.content?.sha256 === x.contentSha256 ? 'SAME' : 'DIFF') : '';
        lines.push(`${x.file} | exp ${x.expect}${x.inner ? '/' + (x.inner.expect ?? '') : ''} | ${o.layers.join('>')} | enc ${e.state} ${e.problem ?? ''} ${e.algorithm ?? ''} | sig ${s.state} ${(s.problems ?? s.remarks ?? []).join(',')} ${s.algorithm ?? ''} | ${c} | ${Date.now() - start}ms`);
      } catch (err: any) { lines.push(`${x.file} | exp ${x.expect} | THROW ${err.code ?? err.stack} ${JSON.stringify(err.details)} ${Date.now() - start}ms`); }
    }
  }
  require('fs').writeFileSync('/tmp/try.txt', lines.join('\n'));
}, 120000);
