import { checkEncryptionCertificate } from '../../src/smime';
import type { PfxEntry } from '../../src/smime';
import { CommandError, valuesOf } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { exportAll, exportOptions } from './export';
import { readIdentity } from './identities';
import { certificateToJson } from './opened-to-json';

/** Shows what a PKCS#12 file holds, and can write its digital IDs anew. */
export async function runId(args: Arguments): Promise<boolean> {
  const [file, ...more] = args.files;
  const passwordFile = valuesOf(args, '--password-file').at(-1);
  if (file === undefined || more.length > 0) throw new CommandError('ERR_NO_FILE', 'id needs one FILE.p12.');
  if (passwordFile === undefined) throw new CommandError('ERR_OPTION_VALUE', 'id needs --password-file.');
  const { entries, withoutPassword, unsupportedKeys, unsupportedParts } = await readIdentity({ file, passwordFile });
  const exported = await exportAll(args, entries);
  const digitalIds = entries.map(entryToJson);
  process.stdout.write(
    `${JSON.stringify({ file, digitalIds, withoutPassword, unsupportedKeys, unsupportedParts, ...exported })}\n`,
  );
  return true;
}

runId.options = {
  '--password-file': 'value',
  ...exportOptions,
} satisfies OptionKinds;

function entryToJson({ certificate, chain, friendlyName, privateKey }: PfxEntry): Record<string, unknown> {
  return {
    ...certificateToJson(certificate),
    friendlyName,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    keyUsage: certificate.keyUsage,
    extendedKeyUsage: certificate.extendedKeyUsage,
    key: `${privateKey.algorithm}-${certificate.publicKey.bits}`,
    encryption: checkEncryptionCertificate(certificate, { at: new Date() }),
    chain: chain.map(certificateToJson),
  };
}
