import { writeFile } from 'node:fs/promises';
import { checkEncryptionCertificate, writePfx } from '../../src/smime';
import type { PfxEntry } from '../../src/smime';
import { CommandError, valuesOf } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { readIdentity, readPassword } from './identities';
import { certificateToJson } from './opened-to-json';

/** Shows what a PKCS#12 file holds, and can write its first digital ID anew. */
export async function runId(args: Arguments): Promise<boolean> {
  const [file, ...more] = args.files;
  const passwordFile = valuesOf(args, '--password-file').at(-1);
  if (file === undefined || more.length > 0) throw new CommandError('ERR_NO_FILE', 'id needs one FILE.p12.');
  if (passwordFile === undefined) throw new CommandError('ERR_OPTION_VALUE', 'id needs --password-file.');
  const { entries, withoutPassword, unsupportedKeys } = await readIdentity({ file, passwordFile });
  const exported = await exportFirst(args, entries);
  const digitalIds = entries.map(entryToJson);
  process.stdout.write(
    `${JSON.stringify({ file, digitalIds, withoutPassword, unsupportedKeys, ...exported })}\n`,
  );
  return true;
}

runId.options = {
  '--password-file': 'value',
  '--export': 'value',
  '--out': 'value',
  '--out-password-file': 'value',
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

async function exportFirst(args: Arguments, entries: readonly PfxEntry[]): Promise<Record<string, unknown>> {
  const form = valuesOf(args, '--export').at(-1);
  if (form === undefined) return {};
  if (form !== 'modern')
    throw new CommandError('ERR_OPTION_UNSUPPORTED', `--export ${form} is not supported yet, only modern.`);
  const out = valuesOf(args, '--out').at(-1);
  const passwordFile = valuesOf(args, '--out-password-file').at(-1);
  if (out === undefined || passwordFile === undefined) {
    throw new CommandError('ERR_OPTION_VALUE', '--export needs --out and --out-password-file.');
  }
  const [entry] = entries;
  if (entry === undefined) throw new CommandError('ERR_OPTION_VALUE', 'The file holds no digital ID.');
  await writeFile(out, await writePfx({ ...entry, password: await readPassword(passwordFile) }), {
    mode: 0o600,
  });
  return { exported: { out, format: form, sha256: entry.certificate.fingerprint } };
}
