import { checkEncryptionCertificate, isSmimeError, readPfxCertificates } from '../../src/smime';
import type { AnySmimeError, PfxEntry } from '../../src/smime';
import { CommandError, valuesOf } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { exportAll, exportOptions } from './export';
import { readBytes, readIdentity, readPassword } from './identities';
import type { IdentityFile } from './identities';
import { certificateToJson } from './opened-to-json';

/** Shows what a PKCS#12 file holds, and can write its digital IDs anew. */
export async function runId(args: Arguments): Promise<boolean> {
  const [file, ...more] = args.files;
  const passwordFile = valuesOf(args, '--password-file').at(-1);
  if (file === undefined || more.length > 0) throw new CommandError('ERR_NO_FILE', 'id needs one FILE.p12.');
  if (passwordFile === undefined) throw new CommandError('ERR_OPTION_VALUE', 'id needs --password-file.');
  process.stdout.write(`${JSON.stringify({ file, ...(await found({ file, passwordFile }, args)) })}\n`);
  return true;
}

async function digitalIdsIn(identityFile: IdentityFile, args: Arguments): Promise<Record<string, unknown>> {
  const { entries, ...beside } = await readIdentity(identityFile);
  return { digitalIds: entries.map(entryToJson), ...beside, ...(await exportAll(args, entries)) };
}

/** A file without a digital ID is shown for what it holds, and for what is missing; there is nothing to export then. */
async function found(identityFile: IdentityFile, args: Arguments): Promise<Record<string, unknown>> {
  try {
    return await digitalIdsIn(identityFile, args);
  } catch (error) {
    if (!isSmimeError(error) || !isHalf(error) || valuesOf(args, '--export').length > 0) throw error;
    const { file, passwordFile } = identityFile;
    const certificates = await readPfxCertificates(await readBytes(file), await readPassword(passwordFile));
    return { digitalIds: [], problem: error.code, certificates: certificates.map(certificateToJson) };
  }
}

runId.options = {
  '--password-file': 'value',
  ...exportOptions,
} satisfies OptionKinds;

/** Certificates without a key, or a key without certificates. */
function isHalf(error: AnySmimeError): boolean {
  return error.code === 'ERR_PFX_NO_KEY' || (error.code === 'ERR_PFX_KEY_MISMATCH' && error.details.certificates === 0);
}

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
