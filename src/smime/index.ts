/**
 * Pure S/MIME: bytes in, values out. The only file of this folder that other
 * layers import.
 */
export { SmimeError, isSmimeError } from './errors';
export type { AnySmimeError, SmimeErrorCode, SmimeErrorDetails } from './errors';
export type * from './certificate/certificate';
export type * from './message/header-protection';
export type * from './message/report';
export type * from './message/message';
export type * from './message/digital-id';
export type { RevocationAnswer, RevocationData, RevocationObstacle, RevocationReason, RevocationSource } from './revocation/answer';
export { parseCertificate } from './certificate/parse';
export { generateKey } from './private-key/generate';
export type { NewKey, NewKeyType } from './private-key/generate';
export { writePem } from './certificate/pem';
export type { CertificateRequest } from './certificate/request';
export { readRequest } from './certificate/request-read';
export { writeRequest } from './certificate/request-write';
export { matchRequest } from './certificate/match-request';
export type { RequestMatch, WaitingRequest } from './certificate/match-request';
export { joinIssued } from './pkcs12/issued-entry';
export { accessPoints } from './certificate/access-points';
export { summarizeCertificate } from './certificate/summary';
export type { CertificateSummary, Proof } from './certificate/summary';
export { isTrial, makeTrialCertificate } from './certificate/trial-certificate';
export { readCertificates } from './certificate/read-certificates';
export { validatePath } from './certificate/path-validation';
export type { PathResult } from './certificate/path-validation';
export { matchesIdentifier, normalizeAddress, sameAddress } from './certificate/email-addresses';
export { canSign, checkEncryptionCertificate, isRarelyRead, isWeakKey } from './certificate/key-usage';
export type { EncryptionReadiness } from './certificate/key-usage';
export { algorithmTitle } from './cms/algorithm-title';
export { readPfx } from './pkcs12/read';
export type { PfxContents, PfxEntry, PfxLimits, ReadPfxOptions } from './pkcs12/read';
export { writePfx } from './pkcs12/write';
export type { PfxDigitalId, PfxForm } from './pkcs12/write';
export { unlockDigitalId } from './message/unlock-digital-id';
export { protectMessage } from './message/protect';
export { protectExisting } from './message/protect-existing';
export { checkProtectedMessage } from './message/self-check';
export type { SelfCheck } from './message/self-check';
export { openMessage } from './message/open';
export { openDetached } from './message/open-detached';
export type { DetachedResult } from './message/open-detached';
export { readFileHeaders, recognizeFile } from './message/recognize-file';
export type { FileKind, RecognizedFile } from './message/recognize-file';
export { detectSmime, isSameStructure, readOuterStructure } from './mime/detect';
export type { OuterStructure } from './mime/detect';
