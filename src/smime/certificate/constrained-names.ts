import { extensionValue } from './extensions';
import { normalizeDomain } from './email-addresses';
import { readGeneralNames } from './general-names';
import type { GeneralName } from './general-names';
import { prefixKeys } from './name-comparison';
import { attribute, extension } from './object-identifiers';
import type { CertificateStructure } from './structure';
import { addressKey, hostIn, isHost, splitMailbox } from './subtree-keys';

/** What a constraint speaks about; a form of GeneralName that we do not read goes by its number and type. */
export type NameForm = 'mailbox' | 'dNSName' | 'directoryName' | 'uniformResourceIdentifier' | 'iPAddress' | `other ${string}`;

/** A name of a certificate as constraints see it (RFC 5280 section 4.2.1.10). */
export interface ConstrainedName {
  readonly form: NameForm;
  /**
   * One key for every subtree that the name lies in: to look for them is the
   * same work for one constraint as for ten thousand. `undefined`: a name that
   * nobody can place.
   */
  readonly subtrees: readonly string[] | undefined;
}

/** Of all names of a certificate: those of a hundred IPv6 addresses, or of thousands of mailboxes. */
const maxKeys = 20_000;

/**
 * Every name that constraints of an issuer hold for; `undefined`: too many.
 * The subject's e-mail addresses are among them even beside a subjectAltName:
 * old programs believe them.
 * @throws Asn1Error
 */
export function constrainedNames(structure: CertificateStructure): readonly ConstrainedName[] | undefined {
  const { subject } = structure;
  const alternative = extensionValue(structure, extension.subjectAltName);
  const names: readonly GeneralName[] = [
    ...(subject.attributes.length === 0 ? [] : [{ type: 'directoryName', name: subject } as const]),
    ...subject.attributes
      .filter(({ oid }) => oid === attribute.emailAddress)
      .map(({ value }) => ({ type: 'rfc822Name', value }) as const),
    ...(alternative === undefined ? [] : readGeneralNames(alternative, 'subjectAltName')),
  ];
  return placed(names);
}

function placed(names: readonly GeneralName[]): readonly ConstrainedName[] | undefined {
  const found: ConstrainedName[] = [];
  let keysLeft = maxKeys;
  for (const name of names) {
    const subtrees = subtreesAround(name);
    keysLeft -= 1 + (subtrees?.length ?? 0);
    if (keysLeft < 0) return undefined;
    found.push({ form: formOf(name), subtrees });
  }
  return found;
}

/** RFC 9598 section 6: constraints on rfc822Name hold for both kinds of mailbox. */
export function formOf(name: GeneralName): NameForm {
  switch (name.type) {
    case 'rfc822Name':
    case 'smtpUtf8Mailbox':
      return 'mailbox';
    case 'other':
      return `other ${name.tag} ${name.oid ?? ''}`;
    case 'dNSName':
    case 'directoryName':
    case 'uniformResourceIdentifier':
    case 'iPAddress':
      return name.type;
  }
}

function subtreesAround(name: GeneralName): readonly string[] | undefined {
  switch (name.type) {
    case 'rfc822Name':
    case 'smtpUtf8Mailbox':
      return aroundMailbox(name.value);
    case 'dNSName':
      return aroundHost(normalizeDomain(name.value));
    case 'uniformResourceIdentifier':
      return aroundUri(name.value);
    case 'directoryName':
      return prefixKeys(name.name).map((key) => `directoryName ${key}`);
    case 'iPAddress':
      return aroundAddress(name.bytes);
    case 'other':
      return undefined;
  }
}

function aroundMailbox(text: string): readonly string[] | undefined {
  const mailbox = splitMailbox(text);
  if (mailbox === undefined) return undefined;
  const { exact, folded, host } = mailbox;
  const domains = parents(host).map((domain) => `mailbox .${domain}`);
  return [`mailbox ${exact}`, `mailbox, any case ${folded}`, `mailbox @${host}`, ...domains, 'mailbox '];
}

/** A wildcard stands for every host one label longer, also for one that is excluded. */
function aroundHost(name: string): readonly string[] | undefined {
  const host = name.startsWith('*.') ? name.slice(2) : name;
  if (!isHost(host)) return undefined;
  const around = [host, ...parents(host), ''].map((domain) => `dNSName ${domain}`);
  return host === name ? around : [...around, `dNSName, child of ${host}`];
}

function aroundUri(uri: string): readonly string[] | undefined {
  const host = hostIn(uri);
  if (host === undefined) return undefined;
  return [host, ...parents(host).map((domain) => `.${domain}`)].map((key) => `uniformResourceIdentifier ${key}`);
}

function aroundAddress(bytes: Uint8Array): readonly string[] | undefined {
  if (bytes.length !== 4 && bytes.length !== 16) return undefined;
  return Array.from({ length: bytes.length * 8 + 1 }, (_, bits) => addressKey(bytes, bits));
}

/** `b.example`, `example` of `a.b.example`. */
function parents(host: string): readonly string[] {
  const found: string[] = [];
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) found.push(host.slice(dot + 1));
  return found;
}
