import { canSign, checkEncryptionCertificate, readCertificates } from '../../src/smime';
import type { Certificate } from '../../src/smime';
import { CommandError } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { readBytes } from './identities';
import { certificateToJson } from './opened-to-json';

/** Shows each certificate of a .cer, .pem, .p7b or .p7s file, one JSON object a line. */
export async function runCert(args: Arguments): Promise<boolean> {
  const [file, ...more] = args.files;
  if (file === undefined || more.length > 0) throw new CommandError('ERR_NO_FILE', 'cert needs one FILE.');
  for (const certificate of await readCertificates(await readBytes(file))) {
    process.stdout.write(`${JSON.stringify({ file, ...detailsOf(certificate) })}\n`);
  }
  return true;
}

runCert.options = {} satisfies OptionKinds;

function detailsOf(certificate: Certificate): Record<string, unknown> {
  const { notBefore, notAfter, keyUsage, extendedKeyUsage, publicKey, isAuthority, pathLength } = certificate;
  return {
    ...certificateToJson(certificate),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    keyUsage,
    extendedKeyUsage,
    publicKey,
    isCa: isAuthority,
    pathLength,
    subjectKeyIdentifier: certificate.subjectKeyIdentifier,
    canSign: canSign(certificate),
    encryption: checkEncryptionCertificate(certificate, { at: new Date() }),
  };
}
