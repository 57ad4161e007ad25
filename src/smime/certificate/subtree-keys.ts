import { toHex } from '../bytes';
import { isAddress, lowerAscii, normalizeDomain } from './email-addresses';
import type { GeneralName } from './general-names';
import { nameKey } from './name-comparison';

/** `excluded` is read widely, `permitted` narrowly, where RFC 5280 leaves room. */
export type Side = 'permitted' | 'excluded';

/**
 * What a constraint is looked up by (see ConstrainedName); `undefined` for one
 * that nobody can apply, by its form or by its value.
 */
export function subtreeKeys(base: GeneralName, side: Side): readonly string[] | undefined {
  switch (base.type) {
    case 'rfc822Name':
      return mailboxKeys(base.value, side);
    case 'dNSName':
      return hostKeys(base.value, side);
    case 'uniformResourceIdentifier':
      return uriKeys(base.value);
    case 'directoryName':
      return [`directoryName ${nameKey(base.name)}`];
    case 'iPAddress':
      return networkKeys(base.bytes);
    // RFC 9598 section 6: constraints on international mailboxes are written as rfc822Name.
    case 'smtpUtf8Mailbox':
    case 'other':
      return undefined;
  }
}

/**
 * One mailbox, all of a host, or (with a full stop) all of the hosts below a
 * domain; nothing: all there are. RFC 5280 section 7.5 wants the local part
 * exact; whoever excludes it means every way to write it.
 */
function mailboxKeys(value: string, side: Side): readonly string[] | undefined {
  if (value === '') return ['mailbox '];
  if (value.includes('@')) {
    const mailbox = splitMailbox(value);
    if (mailbox === undefined) return undefined;
    return [side === 'permitted' ? `mailbox ${mailbox.exact}` : `mailbox, any case ${mailbox.folded}`];
  }
  const domain = normalizeDomain(value.replace(/^\./, ''));
  if (!isHost(domain)) return undefined;
  return [value.startsWith('.') ? `mailbox .${domain}` : `mailbox @${domain}`];
}

/** The host and all below it; nothing: all there are. A leading full stop is not defined here, though often seen. */
function hostKeys(value: string, side: Side): readonly string[] | undefined {
  const host = normalizeDomain(value);
  if (host === '') return ['dNSName '];
  if (!isHost(host)) return undefined;
  const own = `dNSName ${host}`;
  return side === 'permitted' ? [own] : [own, `dNSName, child of ${host.slice(host.indexOf('.') + 1)}`];
}

function uriKeys(value: string): readonly string[] | undefined {
  const domain = normalizeDomain(value.replace(/^\./, ''));
  if (!isHost(domain) || isNumeric(domain)) return undefined;
  return [`uniformResourceIdentifier ${value.startsWith('.') ? '.' : ''}${domain}`];
}

/** An address and a mask of ones and then zeros (RFC 4632). */
function networkKeys(bytes: Uint8Array): readonly string[] | undefined {
  if (bytes.length !== 8 && bytes.length !== 32) return undefined;
  const half = bytes.length / 2;
  const mask = Array.from(bytes.subarray(half), (octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(mask) ? [addressKey(bytes.subarray(0, half), mask.replaceAll('0', '').length)] : undefined;
}

/** The network of the first `bits` bits that an address lies in. */
export function addressKey(address: Uint8Array, bits: number): string {
  const network = address.map((octet, index) => octet & ~(0xff >> Math.min(8, Math.max(0, bits - index * 8))));
  return `iPAddress ${toHex(network)}/${bits}`;
}

interface Mailbox {
  readonly exact: string;
  /** Without regard to the case of ASCII letters in the local part. */
  readonly folded: string;
  readonly host: string;
}

/** `undefined` for what is not one mailbox at a named host. */
export function splitMailbox(text: string): Mailbox | undefined {
  if (!isAddress(text)) return undefined;
  const [local = '', domain = ''] = text.split('@');
  const host = normalizeDomain(domain);
  return isHost(host) ? { exact: `${local}@${host}`, folded: `${lowerAscii(local)}@${host}`, host } : undefined;
}

/** The host of a URI (RFC 3986 section 3.2); `undefined` without one, or when it is no name. */
export function hostIn(uri: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\\s]*)/i.exec(uri)?.[1] ?? '';
  const host = normalizeDomain(authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, ''));
  return isHost(host) && !isNumeric(host) && !uri.includes('\\') ? host : undefined;
}

/** A name as DNS has it, in lower case. */
export function isHost(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
}

/** An IPv4 address, in whatever way it is written. */
function isNumeric(host: string): boolean {
  return /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(host);
}
