import { orUndefined } from '../asn1/or-undefined';
import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { DerScanner } from '../asn1/scan';
import { readBitStringOctets, readSmallInteger, readTime, tag } from '../asn1/values';
import { equal } from '../bytes';
import { readName } from '../certificate/names';
import type { Name } from '../certificate/names';
import { readAlgorithm } from '../cms/algorithm-identifier';
import { digest } from '../cms/algorithms';
import { readCrlExtensions } from './crl-extensions';
import type { CrlExtensions } from './crl-extensions';
import type { SignedStatement } from './question';

/**
 * A CRL (CertificateList, RFC 5280 section 5.1) without a tree over its entries:
 * 50,000 of them stay octets, which are looked through when one is asked for.
 */
export interface Crl extends SignedStatement {
  readonly issuer: Name;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly extensions: CrlExtensions;
  /** The contents octets of revokedCertificates; nothing revoked: none. */
  readonly entries: Uint8Array;
}

/** The largest that public authorities ever had is about as long. */
export const maxCrlOctets = 32 * 1024 * 1024;
const maxFieldNodes = 5000;

/** The same CRL is asked about every certificate of every signer. */
const known = new WeakMap<Uint8Array, { readonly crl: Crl | undefined }>();

/** Nothing of it has been verified. `undefined` for what cannot be read or used, whatever it says. */
export function readCrl(der: Uint8Array): Crl | undefined {
  const read = known.get(der) ?? { crl: orUndefined(() => readCertificateList(der)) };
  known.set(der, read);
  return read.crl;
}

function readCertificateList(der: Uint8Array): Crl {
  if (der.length > maxCrlOctets) throw new Asn1Error('too large');
  const at = new DerScanner(der);
  at.expect(tag.sequence, 0, der.length, 'CRL');
  if (at.end !== der.length) throw new Asn1Error('octets after the end');
  at.expect(tag.sequence, at.contentsStart, der.length, 'tbsCertList');
  const { encoding: signedDer, contentsStart, start } = at;
  at.expect(tag.sequence, at.end, der.length, 'signatureAlgorithm');
  const algorithm = at.encoding;
  at.expect(tag.bitString, at.end, der.length, 'signatureValue');
  if (at.end !== der.length) throw new Asn1Error('CRL has more fields');
  const { signature: innerAlgorithm, ...fields } = readFields(signedDer, contentsStart - start);
  // RFC 5280 section 5.1.1.2.
  if (!equal(algorithm, innerAlgorithm)) throw new Asn1Error('two signature algorithms');
  return {
    ...fields,
    signedDer,
    algorithm: readAlgorithm(readField(algorithm)),
    signature: readBitStringOctets(readField(at.encoding), 'signatureValue'),
    digestOf: digestsOf(signedDer),
  };
}

type Fields = Pick<Crl, 'issuer' | 'thisUpdate' | 'nextUpdate' | 'extensions' | 'entries'> & {
  /** AlgorithmIdentifier inside the signed part. */
  readonly signature: Uint8Array;
};

/** @param start - of the first field of tbsCertList */
function readFields(tbs: Uint8Array, start: number): Fields {
  const fields = new FieldReader(tbs, start);
  const version = fields.optional(tag.integer);
  // Absent: v1; the number of v2 is 1.
  if (version !== undefined && readSmallInteger(readField(version), 'version') !== 1) throw new Asn1Error('another version');
  const signature = fields.required('signature');
  const issuer = readName(readField(fields.required('issuer')), 'issuer');
  const thisUpdate = readTime(readField(fields.required('thisUpdate')), 'thisUpdate');
  const nextUpdate = fields.optional(tag.utcTime) ?? fields.optional(tag.generalizedTime);
  const entries = fields.optional(tag.sequence, 'contents');
  const extensions = fields.optional(tag.contextConstructed(0));
  fields.end();
  return {
    signature,
    issuer,
    thisUpdate,
    ...(nextUpdate === undefined ? {} : { nextUpdate: readTime(readField(nextUpdate), 'nextUpdate') }),
    entries: entries ?? new Uint8Array(),
    extensions: readCrlExtensions(extensions === undefined ? undefined : readField(extensions), issuer),
  };
}

/** The fields of tbsCertList in their order. */
class FieldReader {
  private readonly at: DerScanner;
  private offset: number;

  constructor(tbs: Uint8Array, start: number) {
    this.at = new DerScanner(tbs);
    this.offset = start;
  }

  required(what: string): Uint8Array {
    if (this.isAtEnd) throw new Asn1Error(`${what} is missing`);
    this.at.read(this.offset, this.at.bytes.length);
    this.offset = this.at.end;
    return this.at.encoding;
  }

  optional(expected: number, part: 'encoding' | 'contents' = 'encoding'): Uint8Array | undefined {
    if (this.isAtEnd || this.at.bytes[this.offset] !== expected) return undefined;
    const encoding = this.required('field');
    return part === 'encoding' ? encoding : encoding.subarray(this.at.contentsStart - this.at.start);
  }

  end(): void {
    if (!this.isAtEnd) throw new Asn1Error('tbsCertList has more fields');
  }

  private get isAtEnd(): boolean {
    return this.offset === this.at.bytes.length;
  }
}

function readField(encoding: Uint8Array): Asn1Node {
  return readAsn1(encoding, { maxNodes: maxFieldNodes });
}

/** A key of somebody else's costs a check; the digest over megabytes is the same for each of them. */
function digestsOf(bytes: Uint8Array): (name: string) => Promise<Uint8Array> {
  const computed = new Map<string, Promise<Uint8Array>>();
  return (name) => {
    const found = computed.get(name) ?? digest(name, bytes);
    computed.set(name, found);
    return found;
  };
}
