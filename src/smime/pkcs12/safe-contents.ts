import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, readOctets, readOid, readText, tag, unwrap } from '../asn1/values';
import { toHex } from '../bytes';
import { SmimeError, isSmimeError } from '../errors';
import { bagAttribute, bagType, contentType, x509Certificate } from './object-identifiers';
import { readPasswordEncryption } from './password-encryption';
import type { PasswordEncryption } from './password-scheme';

/** What lies in a file (RFC 7292 section 4) before anything of it is decrypted, in its order. */

export interface BagAttributes {
  readonly friendlyName?: string;
  /** Hex. */
  readonly localKeyId?: string;
}

export interface Sealed {
  readonly encryption: PasswordEncryption;
  readonly ciphertext: Uint8Array;
}

/** Protected in a way that we cannot read; what is beside it is none the worse for that. */
export interface UnsupportedPart {
  readonly kind: 'unsupported';
  readonly name: string;
}

export type Bag =
  /** PrivateKeyInfo. */
  | { readonly kind: 'key'; readonly der: Uint8Array; readonly attributes: BagAttributes }
  | { readonly kind: 'sealed-key'; readonly sealed: Sealed; readonly attributes: BagAttributes }
  | { readonly kind: 'certificate'; readonly der: Uint8Array; readonly attributes: BagAttributes }
  | UnsupportedPart;

export type Safe =
  | { readonly kind: 'bags'; readonly bags: readonly Bag[] }
  | { readonly kind: 'sealed'; readonly sealed: Sealed }
  | UnsupportedPart;

const maxNesting = 4;

/**
 * @param authenticatedSafe - DER or BER of AuthenticatedSafe
 * @throws Asn1Error
 */
export function readSafes(authenticatedSafe: Uint8Array): readonly Safe[] {
  return children(readAsn1(authenticatedSafe, { ber: true }), tag.sequence, 'authenticatedSafe').map((safe) =>
    unlessUnsupported(() => readSafe(safe)),
  );
}

function readSafe(safe: Asn1Node): Safe {
  const [typeNode, wrapper] = children(safe, tag.sequence, 'safe');
  const type = readOid(typeNode, 'safe type');
  const content = unwrap(wrapper, 0, 'safe');
  switch (type) {
    case contentType.data:
      return { kind: 'bags', bags: readSafeContents(readAsn1(readOctets(content, 'safe'), { ber: true })) };
    case contentType.encryptedData: {
      const [, encryptedContent] = children(content, tag.sequence, 'EncryptedData');
      const [, algorithm, ciphertext] = children(encryptedContent, tag.sequence, 'EncryptedContentInfo');
      const octets = readOctets(ciphertext, 'encrypted content', tag.context(0));
      return { kind: 'sealed', sealed: { encryption: readPasswordEncryption(algorithm), ciphertext: octets } };
    }
    default: {
      // Encrypted to somebody's public key (section 3.1): nobody makes such files.
      const name = type === contentType.envelopedData ? 'public-key privacy mode' : type;
      throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name });
    }
  }
}

/**
 * The bags of a SafeContents, and of those inside it.
 * @throws Asn1Error
 */
export function readSafeContents(contents: Asn1Node, depth = 0): readonly Bag[] {
  if (depth > maxNesting) throw new Asn1Error('safes nested too deeply');
  return children(contents, tag.sequence, 'safeContents').flatMap((bag) => readBag(bag, depth));
}

function readBag(bag: Asn1Node, depth: number): readonly Bag[] {
  const [type, wrapper, attributeSet] = children(bag, tag.sequence, 'bag');
  const value = unwrap(wrapper, 0, 'bag value');
  const attributes = readAttributes(attributeSet);
  switch (readOid(type, 'bag type')) {
    case bagType.key:
      return [{ kind: 'key', der: expectTag(value, tag.sequence, 'key bag').bytes, attributes }];
    case bagType.shroudedKey: {
      const [algorithm, ciphertext] = children(value, tag.sequence, 'shrouded key bag');
      const octets = readOctets(ciphertext, 'encrypted key');
      return [
        unlessUnsupported(() => {
          const sealed = { encryption: readPasswordEncryption(algorithm), ciphertext: octets };
          return { kind: 'sealed-key', sealed, attributes };
        }),
      ];
    }
    case bagType.certificate:
      return readCertificateBag(value).map((der) => ({ kind: 'certificate', der, attributes }));
    case bagType.safeContents:
      return readSafeContents(expectTag(value, tag.sequence, 'safeContents'), depth + 1);
    default:
      // CRLs and secrets: nothing for mail in them.
      return [];
  }
}

function unlessUnsupported<T>(read: () => T): T | UnsupportedPart {
  try {
    return read();
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_PFX_ALGORITHM_UNSUPPORTED') {
      return { kind: 'unsupported', name: error.details.name };
    }
    throw error;
  }
}

function readCertificateBag(value: Asn1Node | undefined): readonly Uint8Array[] {
  const [type, wrapper] = children(value, tag.sequence, 'certificate bag');
  return readOid(type, 'certificate type') === x509Certificate ? [readOctets(unwrap(wrapper, 0, 'certificate'), 'certificate')] : [];
}

function readAttributes(set: Asn1Node | undefined): BagAttributes {
  const values = new Map(
    (set === undefined ? [] : children(set, tag.set, 'bag attributes')).map((pair) => {
      const [type, valueSet] = children(pair, tag.sequence, 'bag attribute');
      return [readOid(type, 'bag attribute'), valueSet?.children[0]];
    }),
  );
  const name = values.get(bagAttribute.friendlyName);
  const friendlyName = name === undefined ? undefined : readText(name);
  const localKeyId = values.get(bagAttribute.localKeyId);
  return {
    ...(friendlyName === undefined || friendlyName === '' ? {} : { friendlyName }),
    ...(localKeyId?.tag === tag.octetString ? { localKeyId: toHex(localKeyId.contents) } : {}),
  };
}
