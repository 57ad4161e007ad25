import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readIntegerHex, readOctets, tag } from '../asn1/values';
import { equal } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { readName, sameName } from '../certificate/names';
import { readAlgorithm } from './algorithm-identifier';
import { digest, findDigest, oidOf, requireDigest } from './algorithms';

/** A certificate as its owner names it inside a signature (ESSCertID, RFC 5035 section 5). */
export interface NamedCertificate {
  /** OID. */
  readonly digestAlgorithm: string;
  readonly certHash: Uint8Array;
  readonly issuerSerial?: IssuerSerial;
}

interface IssuerSerial {
  /** As text; the others of the GeneralNames are left out. */
  readonly directoryNames: readonly string[];
  /** Hex. */
  readonly serialNumber: string;
}

const maxIssuerNames = 8;

/** Of SigningCertificate (SHA-1 only) or SigningCertificateV2 (SHA-256 unless it says otherwise). */
export type SigningCertificateVersion = 1 | 2;

/**
 * The first ESSCertID, which is the signer's; others are those of its path and
 * bind nothing that we do not check ourselves.
 * @throws Asn1Error
 */
export function readSigningCertificate(value: Asn1Node, version: SigningCertificateVersion): NamedCertificate {
  const [certificates] = children(value, tag.sequence, 'signingCertificate');
  const [first] = children(certificates, tag.sequence, 'signingCertificate');
  const fields = [...children(first, tag.sequence, 'ESSCertID')];
  const algorithm = version === 2 && fields[0]?.tag === tag.sequence ? readAlgorithm(fields.shift()) : undefined;
  const [certHash, issuerSerial, ...more] = fields;
  if (more.length > 0) throw new Asn1Error('ESSCertID has more fields');
  return {
    digestAlgorithm: algorithm?.oid ?? oidOf(findDigest(version === 1 ? 'sha-1' : 'sha-256')),
    certHash: readOctets(certHash, 'certHash'),
    ...(issuerSerial === undefined ? {} : { issuerSerial: readIssuerSerial(issuerSerial) }),
  };
}

function readIssuerSerial(node: Asn1Node): IssuerSerial {
  const [issuer, serialNumber] = children(node, tag.sequence, 'issuerSerial');
  const general = children(issuer, tag.sequence, 'issuer');
  // RFC 5035 section 5 wants one; each costs a comparison.
  if (general.length > maxIssuerNames) throw new Asn1Error('issuerSerial has too many names');
  const names = general.filter((name) => name.tag === tag.contextConstructed(4));
  return {
    directoryNames: names.map((name) => readName(name.children[0], 'issuer').text),
    serialNumber: readIntegerHex(serialNumber, 'serialNumber'),
  };
}

/**
 * Whether it is this certificate that the signer named. Another certificate with
 * the same key (and other rights) must not be put in the signer's place.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED when its digest is one that we do not do
 */
export async function isNamedCertificate(named: NamedCertificate, certificate: Certificate): Promise<boolean> {
  const { issuerSerial } = named;
  const fitsIssuer =
    issuerSerial === undefined ||
    (issuerSerial.serialNumber === certificate.serialNumber &&
      issuerSerial.directoryNames.some((name) => sameName(name, certificate.issuer)));
  const { name } = requireDigest(named.digestAlgorithm);
  return fitsIssuer && equal(await digest(name, certificate.der), named.certHash);
}
