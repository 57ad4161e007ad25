import type {
  Certificate,
  CertificateIdentifier,
  EncryptionReport,
  Mailbox,
  MessageHeaders,
  OpenedMessage,
  SignatureReport,
  SignerRevocation,
} from '../../src/smime';

/** The contract of the command line: keys may be added, never renamed or taken away. */
export function openedToJson(opened: OpenedMessage): Record<string, unknown> {
  return {
    layers: opened.layers,
    encryption: encryptionToJson(opened.encryption),
    signature: signatureToJson(opened.signature),
    headers: headersToJson(opened.headers),
    outerHeaders: headersToJson(opened.outerHeaders),
    headerProtection: opened.headerProtection,
    body: opened.body,
    attachments: opened.attachments.map(({ name, contentType, bytes, contentId, sha256 }) => ({
      name,
      contentType,
      size: bytes.length,
      sha256,
      contentId,
    })),
    content: opened.content,
    certificates: opened.certificates.map(certificateToJson),
  };
}

function encryptionToJson(report: EncryptionReport): Record<string, unknown> {
  switch (report.state) {
    case 'not-encrypted':
      return { state: report.state };
    case 'locked':
      return {
        state: report.state,
        digitalId: certificateToJson(report.digitalId),
        recipients: report.recipients.map(identifierToJson),
      };
    case 'decrypted':
      return {
        state: report.state,
        algorithm: report.algorithm,
        authenticated: report.authenticated,
        weak: report.weak,
        recipients: report.recipients.map(identifierToJson),
        openedWith: certificateToJson(report.openedWith),
      };
    case 'failed':
      return {
        state: report.state,
        problem: report.problem,
        algorithm: report.algorithm,
        recipients: report.recipients.map(identifierToJson),
      };
  }
}

function signatureToJson(report: SignatureReport): Record<string, unknown> {
  if (report.state === 'not-signed') return { state: report.state, problems: [] };
  const { signer } = report;
  return {
    state: report.state,
    problems: report.state === 'valid' ? report.remarks : report.problems,
    signer: signer === undefined ? undefined : certificateToJson(signer.certificate),
    signingTime: 'signingTime' in report ? report.signingTime : undefined,
    digestAlgorithm: signer?.digestAlgorithm,
    signatureAlgorithm: signer?.signatureAlgorithm,
    covers: signer?.covers,
    algorithm: 'algorithm' in report ? report.algorithm : undefined,
    revocation: 'revocation' in report ? revocationToJson(report.revocation) : undefined,
    path: report.state === 'valid' ? report.path.map((certificate) => certificate.subject) : undefined,
  };
}

function revocationToJson({ of, answer, atSigningTime }: SignerRevocation): Record<string, unknown> {
  return { ...answer, atSigningTime, of: certificateToJson(of) };
}

export function certificateToJson(certificate: Certificate): Record<string, unknown> {
  const { subject, emailAddresses, issuer, serialNumber, fingerprint } = certificate;
  return { subject, emailAddresses, issuer, serialNumber, sha256: fingerprint };
}

function identifierToJson({
  issuer,
  serialNumber,
  subjectKeyIdentifier,
}: CertificateIdentifier): Record<string, unknown> {
  return { issuer, serialNumber, subjectKeyIdentifier };
}

function headersToJson(headers: MessageHeaders): Record<string, unknown> {
  return {
    subject: headers.subject,
    from: headers.from.map(mailboxToText).join(', '),
    to: headers.to.map(mailboxToText),
    cc: headers.cc.map(mailboxToText),
    date: headers.date?.toISOString(),
    messageId: headers.messageId,
  };
}

function mailboxToText({ address, name }: Mailbox): string {
  return name === undefined ? address : `${name} <${address}>`;
}
