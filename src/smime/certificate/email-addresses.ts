import type { CertificateIdentifier } from '../message/report';
import type { Certificate } from './certificate';
import { extensionValue } from './extensions';
import type { Extended } from './extensions';
import { readGeneralNames } from './general-names';
import type { GeneralName } from './general-names';
import { comparableName } from './names';
import type { Name } from './names';
import { attribute, extension } from './object-identifiers';

/**
 * The addresses a certificate speaks for (RFC 8550 section 3, RFC 9598). The
 * subject's emailAddress is an old habit that counts only when subjectAltName
 * names no address at all, so that nobody is believed for an address that a
 * constraint on subjectAltName has kept out.
 * @throws Asn1Error
 */
export function readEmailAddresses(structure: Extended & { readonly subject: Name }): readonly string[] {
  const value = extensionValue(structure, extension.subjectAltName);
  const named = value === undefined ? [] : readGeneralNames(value, 'subjectAltName').flatMap(mailboxOf);
  const addresses =
    named.length > 0
      ? named
      : structure.subject.attributes.filter(({ oid }) => oid === attribute.emailAddress).map((pair) => pair.value);
  return [...new Set(addresses.filter(isAddress))];
}

/** One that is no address still keeps the subject's from being believed. */
function mailboxOf(name: GeneralName): readonly string[] {
  if (name.type === 'rfc822Name') return [name.value];
  // What ASCII can write belongs into rfc822Name, where every program looks for it (RFC 9598 section 3).
  if (name.type === 'smtpUtf8Mailbox') return [isAscii(name.value.slice(0, name.value.lastIndexOf('@'))) ? '' : name.value];
  return [];
}

/** Refuses what could be read as another address: NUL, spaces, what nobody sees, several addresses, none. */
export function isAddress(text: string): boolean {
  return text.length <= 320 && /^[^\s\p{Cc}\p{Cf}<>,;@]+@[^\s\p{Cc}\p{Cf}<>,;@]+$/u.test(text);
}

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- ASCII as a whole
  return /^[\u0000-\u007f]*$/.test(text);
}

/**
 * One form for one mailbox: the domain without regard to case and as DNS
 * writes it; the local part without regard to the case of ASCII letters, as
 * every mail program does although RFC 5321 allows a difference.
 */
export function normalizeAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return lowerAscii(address);
  return `${lowerAscii(address.slice(0, at))}@${normalizeDomain(address.slice(at + 1))}`;
}

export function sameAddress(a: string, b: string): boolean {
  return a !== '' && normalizeAddress(a) === normalizeAddress(b);
}

// Not toLowerCase(): the Kelvin sign would become an ASCII k, and another address with it.
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** RFC 1035 section 2.3.4. The ASCII form of a longer one costs the square of its length: seconds for what fits in a header. */
const maxDomain = 253;

/** A domain in lower case, and an international one as DNS writes it (RFC 5891). What is no host name stays as it is. */
export function normalizeDomain(domain: string): string {
  const lower = lowerAscii(domain);
  if (lower.length > maxDomain || isAscii(lower)) return lower;
  // Only an international name needs the conversion to its ASCII form (RFC 9598 section 5).
  // A URL would end the host at "#", ":", "?" or "/" and forget what comes behind it.
  if (!/^[\p{L}\p{M}\p{Nd}.-]+$/u.test(lower)) return lower;
  const url = parseUrl(`http://${lower}`);
  return url?.pathname === '/' && /^[a-z0-9.-]+$/.test(url.host) ? url.host : lower;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // No host name: compared as it stands.
    return undefined;
  }
}

/** Whether the certificate is the one that issuer and serial number, or the key identifier, name. */
export function matchesIdentifier(certificate: Certificate, identifier: CertificateIdentifier): boolean {
  if (identifier.subjectKeyIdentifier !== undefined) {
    return identifier.subjectKeyIdentifier === certificate.subjectKeyIdentifier;
  }
  return (
    identifier.issuer !== undefined &&
    identifier.serialNumber !== undefined &&
    identifier.serialNumber === certificate.serialNumber &&
    comparableIssuer(identifier) === comparableIssuer(certificate)
  );
}

/** Twenty signers are compared with the same hundreds of certificates: each name is made comparable once. */
const comparableIssuers = new WeakMap<object, string>();

function comparableIssuer(named: { readonly issuer?: string }): string {
  const comparable = comparableIssuers.get(named) ?? comparableName(named.issuer ?? '');
  comparableIssuers.set(named, comparable);
  return comparable;
}
