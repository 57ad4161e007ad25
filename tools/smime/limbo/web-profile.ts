import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { extensionsOf } from '../../../src/smime';
import type { Certificate, CertificatePath } from '../../../src/smime';

export type WebFault =
  | 'web-key-type'
  | 'web-authority-as-server'
  | 'web-host-name'
  | 'web-common-name'
  | 'web-critical-extension'
  | 'web-root-key-identifier'
  | 'web-key-purposes';

/**
 * What the CA/Browser Forum asks of certificates of web servers, beyond RFC 5280.
 * Nothing of it is asked of mail; these rules are here for x509-limbo alone.
 */
export function webFaults(path: CertificatePath, features: readonly string[]): readonly WebFault[] {
  const [leaf, ...issuers] = path;
  if (leaf === undefined) return [];
  const { dns, ip } = alternativeNames(leaf);
  const root = issuers.at(-1);
  return [
    ...(path.every(hasWebKey) ? [] : (['web-key-type'] as const)),
    ...(leaf.isAuthority ? (['web-authority-as-server'] as const) : []),
    ...(dns.every(isHostName) ? [] : (['web-host-name'] as const)),
    ...(isBacked(leaf.commonName ?? '', dns, ip) ? [] : (['web-common-name'] as const)),
    ...(hasCriticalNames(leaf) ? (['web-critical-extension'] as const) : []),
    ...(root === undefined || hasWebKeyIdentifier(root) ? [] : (['web-root-key-identifier'] as const)),
    ...(features.includes('pedantic-webpki-eku') && !hasWebPurposes(leaf, root) ? (['web-key-purposes'] as const) : []),
  ];
}

/** Baseline Requirements 6.1.5. */
function hasWebKey({ publicKey: { algorithm, bits, curve } }: Certificate): boolean {
  if (algorithm === 'rsa') return bits >= 2048 && bits % 8 === 0;
  return algorithm === 'ec' && ['P-256', 'P-384', 'P-521'].includes(curve ?? '');
}

const extension = { subjectAltName: '2.5.29.17', authorityKeyIdentifier: '2.5.29.35', extendedKeyUsage: '2.5.29.37' } as const;

/** 7.1.2.7.12: only beside an empty subject. */
function hasCriticalNames(leaf: Certificate): boolean {
  return leaf.subject !== '' && isCritical(leaf, extension.subjectAltName);
}

function isCritical(certificate: Certificate, wanted: string): boolean {
  return extensionsOf(certificate).some(({ oid, critical }) => oid === wanted && critical);
}

/** 7.1.2.1.3: a root that names its issuer's key names its own, and by nothing but the identifier. */
function hasWebKeyIdentifier(root: Certificate): boolean {
  if (root.issuer !== root.subject) return true;
  const value = extensionsOf(root).find(({ oid }) => oid === extension.authorityKeyIdentifier)?.value;
  // SEQUENCE { [0] keyIdentifier }, both lengths in one octet.
  const own = Buffer.from(root.subjectKeyIdentifier ?? '', 'hex');
  return value === undefined || Buffer.from(value).equals(Buffer.from([0x30, own.length + 2, 0x80, own.length, ...own]));
}

/** 7.1.2.7.6 and 7.1.2.7.10: named one by one and not critical; none at all in a root (7.1.2.1.2). */
function hasWebPurposes(leaf: Certificate, root: Certificate | undefined): boolean {
  if (isCritical(leaf, extension.extendedKeyUsage)) return false;
  const purposes = leaf.extendedKeyUsage ?? [];
  return purposes.length > 0 && !purposes.includes('anyExtendedKeyUsage') && root?.extendedKeyUsage === undefined;
}

/** As OpenSSL writes them: `DNS:example.com, IP Address:2001:DB8:0:0:0:0:0:1`; with quotes when they contain a comma. */
function alternativeNames({ der }: Certificate): { readonly dns: readonly string[]; readonly ip: readonly string[] } {
  const names = (new X509Certificate(der).subjectAltName ?? '').split(', ');
  const after = (prefix: string): readonly string[] =>
    names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return { dns: after('DNS:'), ip: after('IP Address:').map(canonicalIp) };
}

/** Preferred name syntax (RFC 1034 section 3.5); a wildcard is the whole first label. */
function isHostName(name: string): boolean {
  return /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(name);
}

/**
 * 7.1.4.3: a common name that is a host or an IP address stands, letter by letter,
 * among the alternative names. The good certificates of x509-limbo themselves name
 * a domain above, or a host beside IP addresses: that much is let pass.
 */
function isBacked(commonName: string, dns: readonly string[], ip: readonly string[]): boolean {
  if (/^0x[0-9a-f]+$/i.test(commonName) || /^[\d.]+$/.test(commonName) || isIP(commonName) !== 0) return ip.includes(commonName);
  if (!/^[^\s.]+(?:\.[^\s.]+)+$/.test(commonName) || dns.length === 0) return true;
  return dns.some((name) => name === commonName || name.endsWith(`.${commonName}`));
}

/** The text of RFC 5952. */
function canonicalIp(text: string): string {
  return isIP(text) === 6 ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
}
