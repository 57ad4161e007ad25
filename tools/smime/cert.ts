import {
  accessPoints,
  canSign,
  checkEncryptionCertificate,
  isSmimeError,
  readCertificates,
  readRequest,
  summarizeCertificate,
} from '../../src/smime';
import type { Certificate, CertificateRequest } from '../../src/smime';
import { CommandError } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { readBytes } from './identities';
import { certificateToJson } from './opened-to-json';

/** Shows each certificate of a .cer, .pem, .p7b or .p7s file, or the request of a .csr file, one JSON object a line. */
export async function runCert(args: Arguments): Promise<boolean> {
  const [file, ...more] = args.files;
  if (file === undefined || more.length > 0) throw new CommandError('ERR_NO_FILE', 'cert needs one FILE.');
  for (const details of await read(await readBytes(file))) {
    process.stdout.write(`${JSON.stringify({ file, ...details })}\n`);
  }
  return true;
}

async function read(bytes: Uint8Array): Promise<readonly Record<string, unknown>[]> {
  try {
    return (await readCertificates(bytes)).map(detailsOf);
  } catch (error) {
    const isRequest = isSmimeError(error) && error.code === 'ERR_NO_CERTIFICATE' && error.details.looksLike === 'request';
    if (!isRequest) throw error;
    return [requestToJson(await readRequest(bytes))];
  }
}

/** `request` tells it from a certificate. */
function requestToJson(request: CertificateRequest): Record<string, unknown> {
  const { signature, subject, emailAddresses, keyUsage, extendedKeyUsage, publicKey } = request;
  return { request: { signature }, subject, emailAddresses, keyUsage, extendedKeyUsage, publicKey };
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
    summary: summarizeCertificate(certificate),
    accessPoints: accessPoints(certificate),
  };
}
