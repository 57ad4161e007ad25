import type { Draft } from '../mailbox/types';
import { sameAddress } from '../smime/index';
import type { Certificate } from '../smime/index';
import type { KeyringState, ProtectRequest } from '../worker/keyring';
import { isEncryptable } from './check-readiness';
import type { Environment } from './environment';
import { FlowError } from './errors';
import { chooseOwnEncryptionId, chooseSigningId } from './own-digital-ids';
import { isResolved, judgeRecipients } from './recipients';
import type { Protection } from './required-protection';

/**
 * Which keys and certificates this draft needs, or the first reason why it cannot be done.
 * @throws FlowError, StoreError ERR_CONTACTS_UNAVAILABLE
 */
export async function planProtection(
  env: Environment,
  draft: Draft,
  { digitalIds, preferences }: KeyringState,
  { sign, encrypt, hidesSubject }: Protection & { readonly hidesSubject: boolean },
): Promise<ProtectRequest> {
  requireRecipients(draft, encrypt);
  const at = env.now();
  if (digitalIds.length === 0) throw new FlowError('ERR_NO_DIGITAL_ID', {});
  const { address } = draft.from;
  const signWith = sign ? requireSigningId(digitalIds, address, at) : undefined;
  return {
    at,
    // Nothing that other programs notice; only a hidden subject is.
    protectHeaders: encrypt && hidesSubject ? 'hidden-subject' : 'visible-subject',
    ...(signWith === undefined ? {} : { signWith, opaque: !preferences.clearSigned }),
    ...(encrypt ? await encryption(env, draft, digitalIds, at) : {}),
  };
}

function requireRecipients(draft: Draft, encrypt: boolean): void {
  const everybody = [...draft.to, ...draft.cc, ...draft.bcc];
  if (everybody.length === 0) throw new FlowError('ERR_NO_RECIPIENT', {});
  const list = everybody.find(({ isList }) => isList === true);
  if (encrypt && list !== undefined) throw new FlowError('ERR_RECIPIENT_IS_LIST', { name: list.name || list.address });
  const unresolved = everybody.find((person) => !isResolved(person));
  if (unresolved !== undefined) {
    throw new FlowError('ERR_RECIPIENT_UNRESOLVED', { name: unresolved.name || unresolved.address });
  }
  // Everybody's key identifiers stand in the message for all to see (RFC 8551 section 3.3 gives no way around).
  if (encrypt && draft.bcc.length > 0) throw new FlowError('ERR_BCC_WITH_ENCRYPTION', {});
}

function requireSigningId(digitalIds: KeyringState['digitalIds'], address: string, at: Date): string {
  const choice = chooseSigningId(digitalIds, address, at);
  switch (choice.state) {
    case 'ready':
      return choice.digitalId.fingerprint;
    case 'none':
      throw new FlowError('ERR_NO_DIGITAL_ID', {});
    case 'expired':
      throw new FlowError('ERR_DIGITAL_ID_EXPIRED', { notAfter: choice.digitalId.certificate.notAfter });
    case 'notYet':
    case 'noneForSender':
      throw new FlowError('ERR_DIGITAL_ID_FOR_SENDER', { address });
  }
}

async function encryption(
  env: Environment,
  draft: Draft,
  digitalIds: KeyringState['digitalIds'],
  at: Date,
): Promise<Required<Pick<ProtectRequest, 'encryptTo' | 'encryptToSelf'>>> {
  const self = chooseOwnEncryptionId(digitalIds, draft.from.address, at);
  if (self === undefined) throw noEncryptionId(digitalIds, draft.from.address, at);
  const recipients = await judgeRecipients(env, draft, self.certificate);
  const missing = recipients.filter((recipient) => !isEncryptable(recipient)).map(({ address }) => address);
  if (missing.length > 0) throw new FlowError('ERR_RECIPIENT_CERTIFICATE_MISSING', { addresses: unique(missing) });
  const certificates = new Map<string, Certificate>();
  for (const { certificate } of recipients) {
    if (certificate !== undefined) certificates.set(certificate.fingerprint, certificate);
  }
  return { encryptTo: [...certificates.values()], encryptToSelf: self.fingerprint };
}

function noEncryptionId(digitalIds: KeyringState['digitalIds'], address: string, at: Date): FlowError {
  const expired = digitalIds.find(({ certificate }) => certificate.notAfter < at);
  return expired !== undefined && digitalIds.length === 1
    ? new FlowError('ERR_DIGITAL_ID_EXPIRED', { notAfter: expired.certificate.notAfter })
    : new FlowError('ERR_DIGITAL_ID_FOR_SENDER', { address });
}

function unique(addresses: readonly string[]): readonly string[] {
  return addresses.filter((address, at) => addresses.findIndex((other) => sameAddress(other, address)) === at);
}
