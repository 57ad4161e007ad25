import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bitString, encode, explicit, integer, nullValue, objectIdentifier, octetString, sequence } from '../../src/smime/asn1/write';
import { readCertificateStructure } from '../../src/smime/certificate/structure';
import { readSubjectPublicKey } from '../../src/smime/certificate/public-key';
import { writeAlgorithm } from '../../src/smime/cms/algorithm-identifier';
import { findDigest, oidOf } from '../../src/smime/cms/algorithms';

/** An answer as a test wants it, right or wrong. */
export interface MadeSingle {
  /** DER of the certificate that it is about. */
  readonly about: Uint8Array;
  /** DER of its issuer's. */
  readonly issuer: Uint8Array;
  readonly status?: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly extensions?: readonly Uint8Array[];
  readonly digest?: string;
  /** The INTEGER; default: the certificate's own. */
  readonly serialNumberDer?: Uint8Array;
}

export interface MadeResponse {
  readonly key: KeyObject;
  /** DER of the signer's certificate: its key hash names it. */
  readonly signer: Uint8Array;
  readonly singles: readonly MadeSingle[];
  readonly producedAt: Date;
  readonly extensions?: readonly Uint8Array[];
  /** In front of the other fields of ResponseData. */
  readonly version?: Uint8Array;
  readonly certificates?: readonly Uint8Array[];
}

export const good = encode(0x80);
export const unknown = encode(0x82);

export function revoked(at: Date, reason?: number): Uint8Array {
  return encode(0xa1, generalizedTime(at), ...(reason === undefined ? [] : [explicit(0, encode(0x0a, Uint8Array.of(reason)))]));
}

export function generalizedTime(time: Date): Uint8Array {
  return encode(0x18, new TextEncoder().encode(time.toISOString().replace(/\.\d+|[-:T]/g, '')));
}

export function madeExtension(oid: string, value: Uint8Array, critical = false): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical ? [encode(0x01, Uint8Array.of(0xff))] : []), octetString(value));
}

/** An OCSPResponse signed by Node's OpenSSL with RSA and SHA-256. */
export function makeOcspResponse(made: MadeResponse): Uint8Array {
  const data = sequence(
    ...(made.version === undefined ? [] : [made.version]),
    explicit(2, octetString(keyHash(made.signer, 'sha-1'))),
    generalizedTime(made.producedAt),
    sequence(...made.singles.map(single)),
    ...(made.extensions === undefined ? [] : [explicit(1, sequence(...made.extensions))]),
  );
  return signOcspData(data, made.key, made.certificates);
}

/** An OCSPResponse around whatever there is in place of ResponseData. */
export function signOcspData(data: Uint8Array, key: KeyObject, certificates?: readonly Uint8Array[]): Uint8Array {
  return ocspResponse(
    sequence(
      data,
      writeAlgorithm('1.2.840.113549.1.1.11', 'null'),
      bitString(new Uint8Array(sign('sha256', data, key))),
      ...(certificates === undefined ? [] : [explicit(0, sequence(...certificates))]),
    ),
  );
}

/** The outermost structure around a BasicOCSPResponse. */
export function ocspResponse(basic: Uint8Array, status = 0): Uint8Array {
  return sequence(encode(0x0a, Uint8Array.of(status)), explicit(0, sequence(objectIdentifier('1.3.6.1.5.5.7.48.1.1'), octetString(basic))));
}

function single({ about, issuer, status = good, thisUpdate, nextUpdate, extensions, digest = 'sha-1', ...made }: MadeSingle): Uint8Array {
  const { issuer: name, serialNumberDer } = { ...readCertificateStructure(about), ...made };
  const algorithm = sequence(objectIdentifier(oidOf(findDigest(digest))), nullValue());
  return sequence(
    sequence(algorithm, octetString(hash(digest, name.der)), octetString(keyHash(issuer, digest)), serialNumberDer),
    status,
    generalizedTime(thisUpdate),
    ...(nextUpdate === undefined ? [] : [explicit(0, generalizedTime(nextUpdate))]),
    ...(extensions === undefined ? [] : [explicit(1, sequence(...extensions))]),
  );
}

function keyHash(certificate: Uint8Array, digest: string): Uint8Array {
  return hash(digest, readSubjectPublicKey(readCertificateStructure(certificate).spkiDer).octets);
}

function hash(digest: string, octets: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(digest.replace('-', '')).update(octets).digest());
}

export const laterVersion = explicit(0, integer(1));
