import { createHash, sign } from 'node:crypto';
import type { KeyObject, SignKeyObjectInput } from 'node:crypto';
import { encode, integer, objectIdentifier, octetString, sequence, setOf } from '../../src/smime/asn1/write';
import { writeAlgorithm } from '../../src/smime/cms/algorithm-identifier';
import { findDigest, oidOf } from '../../src/smime/cms/algorithms';
import { contentTypes, writeContentInfo } from '../../src/smime/cms/content-info';
import { attributeTypes } from '../../src/smime/cms/signed-attributes';
import { issuerAndSerialNumber } from './identities';

/** A SignerInfo as a test wants it, right or wrong; signed by Node's OpenSSL. */
export interface MadeSigner {
  /** With a padding, if it is to be another than that of PKCS #1 v1.5. */
  readonly key: KeyObject | SignKeyObjectInput;
  readonly certificate: Uint8Array;
  /** Default: issuer and serial number. */
  readonly sid?: Uint8Array;
  /** Default: `sha-256`. */
  readonly digest?: string;
  /** AlgorithmIdentifier; default: rsaEncryption. */
  readonly algorithm?: Uint8Array;
  /** Default: contentType and messageDigest. `none`: a signature over the content itself. */
  readonly attributes?: readonly Uint8Array[] | 'none';
  /** Beside the default ones. */
  readonly moreAttributes?: readonly Uint8Array[];
  readonly unsigned?: readonly Uint8Array[];
}

export const attribute = (oid: string, ...values: readonly Uint8Array[]) =>
  sequence(objectIdentifier(oid), encode(0x31, ...values));

export const digestIdentifier = (name: string) => writeAlgorithm(oidOf(findDigest(name)));

/**
 * Detached, with the certificates of the signers.
 * @param revocation - members of RevocationInfoChoices
 */
export function makeSignedData(
  content: Uint8Array,
  signers: readonly MadeSigner[],
  certificates?: readonly Uint8Array[],
  revocation: readonly Uint8Array[] = [],
): Uint8Array {
  const carried = certificates ?? signers.map(({ certificate }) => certificate);
  return writeContentInfo(
    contentTypes.signedData,
    sequence(
      integer(1),
      setOf(...new Set(signers.map(({ digest = 'sha-256' }) => digestIdentifier(digest)))),
      sequence(objectIdentifier(contentTypes.data)),
      encode(0xa0, ...carried),
      ...(revocation.length === 0 ? [] : [encode(0xa1, ...revocation)]),
      setOf(...signers.map((signer) => signerInfo(content, signer))),
    ),
  );
}

function signerInfo(content: Uint8Array, signer: MadeSigner): Uint8Array {
  const { digest = 'sha-256', certificate } = signer;
  const attributes = signer.attributes === 'none' ? undefined : (signer.attributes ?? usualAttributes(content, signer));
  const signed = attributes === undefined ? content : setOf(...attributes);
  return sequence(
    integer(1),
    signer.sid ?? issuerAndSerialNumber(certificate),
    digestIdentifier(digest),
    ...(attributes === undefined ? [] : [encode(0xa0, ...[...attributes].sort((a, b) => Buffer.compare(a, b)))]),
    signer.algorithm ?? writeAlgorithm('1.2.840.113549.1.1.1', 'null'),
    octetString(signatureOver(signed, signer.key, digest)),
    ...(signer.unsigned === undefined ? [] : [encode(0xa1, ...signer.unsigned)]),
  );
}

function usualAttributes(content: Uint8Array, { digest = 'sha-256', moreAttributes = [] }: MadeSigner): readonly Uint8Array[] {
  const hashed = createHash(opensslDigest(digest)).update(content).digest();
  return [
    attribute(attributeTypes.contentType, objectIdentifier(contentTypes.data)),
    attribute(attributeTypes.messageDigest, octetString(hashed)),
    ...moreAttributes,
  ];
}

function signatureOver(bytes: Uint8Array, key: MadeSigner['key'], digest: string): Uint8Array {
  const isEdwards = 'asymmetricKeyType' in key && key.asymmetricKeyType === 'ed25519';
  return new Uint8Array(sign(isEdwards ? null : opensslDigest(digest), bytes, key));
}

/** As OpenSSL, inside Node, calls it. */
export function opensslDigest(name: string): string {
  return name.replace(/^sha-/, 'sha').replace('/', '-');
}
