import { tag } from '../asn1/values';
import { booleanTrue, encode, explicit, namedBits, objectIdentifier, octetString, sequence, utf8String } from '../asn1/write';
import { SmimeError } from '../errors';
import { isAddress, normalizeDomain } from './email-addresses';
import { emailProtection, extension, smtpUtf8Mailbox } from './object-identifiers';

/** @param value - the DER that the extension carries */
export function writeExtension(oid: string, value: Uint8Array, isCritical: boolean): Uint8Array<ArrayBuffer> {
  const critical = isCritical ? [booleanTrue()] : [];
  return sequence(objectIdentifier(oid), ...critical, octetString(value));
}

export interface EmailUse {
  /** At least one. */
  readonly addresses: readonly string[];
  /** A subject without any name makes the addresses all there is (RFC 5280 section 4.2.1.6). */
  readonly hasSubject: boolean;
  readonly keyType: 'rsa' | 'ec';
}

/** Bits of keyUsage (RFC 5280 section 4.2.1.3): one key signs, and others encrypt to it by its own method (RFC 8550 section 4.4.2). */
const keyUsages: Readonly<Record<EmailUse['keyType'], readonly number[]>> = {
  // digitalSignature and keyEncipherment
  rsa: [0, 2],
  // digitalSignature and keyAgreement
  ec: [0, 4],
};

/**
 * What makes a certificate one for mail: keyUsage, extendedKeyUsage and subjectAltName.
 * @throws SmimeError ERR_SUBJECT_INVALID
 */
export function emailExtensions({ addresses, hasSubject, keyType }: EmailUse): readonly Uint8Array[] {
  return [
    writeExtension(extension.keyUsage, namedBits(keyUsages[keyType]), true),
    writeExtension(extension.extendedKeyUsage, sequence(objectIdentifier(emailProtection)), false),
    writeExtension(extension.subjectAltName, writeMailboxes(addresses), !hasSubject),
  ];
}

/** More than anybody has for one digital ID. */
const maxAddresses = 20;

/** GeneralNames of mail addresses. */
function writeMailboxes(addresses: readonly string[]): Uint8Array<ArrayBuffer> {
  if (addresses.length === 0 || addresses.length > maxAddresses) throw invalid(String(addresses.length));
  return sequence(...addresses.map(writeMailbox));
}

/** rfc822Name wherever it can be; only a local part beyond ASCII needs SmtpUTF8Mailbox (RFC 9598 section 3). Domains as DNS writes them in both. */
function writeMailbox(address: string): Uint8Array {
  if (!isAddress(address)) throw invalid(address);
  const at = address.lastIndexOf('@');
  const localPart = address.slice(0, at).normalize('NFC');
  const domain = normalizeDomain(address.slice(at + 1));
  if (!isAscii(domain) || /\p{Cs}/u.test(localPart)) throw invalid(address);
  const mailbox = `${localPart}@${domain}`;
  if (isAscii(localPart)) return encode(tag.context(1), new TextEncoder().encode(mailbox));
  return encode(tag.contextConstructed(0), objectIdentifier(smtpUtf8Mailbox), explicit(0, utf8String(mailbox)));
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

function invalid(value: string): SmimeError<'ERR_SUBJECT_INVALID'> {
  return new SmimeError('ERR_SUBJECT_INVALID', { field: 'address', value });
}
