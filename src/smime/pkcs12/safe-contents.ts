import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, expectTag, readOctets, readOid, readText, tag, unwrap } from '../asn1/values';
import { toHex } from '../bytes';
import { SmimeError } from '../errors';
import type { SpendIterations } from './limits';
import { bagAttribute, bagType, contentType, x509Certificate } from './object-identifiers';
import { decryptWithPassword } from './password-encryption';
import { readPrivateKeyInfo } from './private-key-info';
import type { ReadKey } from './private-key-info';

export interface BagAttributes {
  readonly friendlyName?: string;
  /** Hex. */
  readonly localKeyId?: string;
}

/** What lies in the safes of a file (RFC 7292 section 4.2), in its order. */
export interface Bags {
  readonly keys: readonly (BagAttributes & ReadKey & { readonly encrypted: boolean })[];
  readonly certificates: readonly (BagAttributes & { readonly der: Uint8Array })[];
}

export interface Opening {
  readonly password: string;
  readonly spend: SpendIterations;
}

const maxNesting = 4;

/**
 * @param authenticatedSafe - DER or BER of AuthenticatedSafe
 * @throws SmimeError ERR_PFX_PASSWORD, ERR_PFX_ALGORITHM_UNSUPPORTED, ERR_PFX_TOO_COSTLY
 * @throws Asn1Error
 */
export async function readBags(authenticatedSafe: Uint8Array, opening: Opening): Promise<Bags> {
  const safes = children(readAsn1(authenticatedSafe, { ber: true }), tag.sequence, 'authenticatedSafe');
  const read: Bags[] = [];
  for (const safe of safes) {
    const { octets, encrypted } = await openSafe(safe, opening);
    const contents = readAsn1(octets, { ber: true });
    read.push(await readSafeContents(contents, { ...opening, encrypted, depth: 0 }));
  }
  return join(read);
}

async function openSafe(safe: Asn1Node, opening: Opening): Promise<{ octets: Uint8Array; encrypted: boolean }> {
  const [typeNode, wrapper] = children(safe, tag.sequence, 'safe');
  const type = readOid(typeNode, 'safe type');
  const content = unwrap(wrapper, 0, 'safe');
  if (type === contentType.data) return { octets: readOctets(content, 'safe'), encrypted: false };
  if (type !== contentType.encryptedData) throw new SmimeError('ERR_PFX_ALGORITHM_UNSUPPORTED', { name: type });
  const [, encryptedContent] = children(content, tag.sequence, 'EncryptedData');
  const [, algorithm, ciphertext] = children(encryptedContent, tag.sequence, 'EncryptedContentInfo');
  const octets = await decrypt(algorithm, readOctets(ciphertext, 'encrypted content', tag.context(0)), opening);
  return { octets, encrypted: true };
}

async function decrypt(algorithm: Asn1Node | undefined, ciphertext: Uint8Array, opening: Opening): Promise<Uint8Array> {
  const plaintext = await decryptWithPassword(algorithm, ciphertext, opening.password, opening.spend);
  if (plaintext === null) throw new SmimeError('ERR_PFX_PASSWORD', {});
  return plaintext;
}

interface Place extends Opening {
  readonly encrypted: boolean;
  readonly depth: number;
}

async function readSafeContents(contents: Asn1Node, place: Place): Promise<Bags> {
  if (place.depth > maxNesting) throw new Asn1Error('safes nested too deeply');
  const read: Bags[] = [];
  for (const bag of children(contents, tag.sequence, 'safeContents')) read.push(await readBag(bag, place));
  return join(read);
}

async function readBag(bag: Asn1Node, place: Place): Promise<Bags> {
  const [type, wrapper, attributeSet] = children(bag, tag.sequence, 'bag');
  const value = unwrap(wrapper, 0, 'bag value');
  const attributes = readAttributes(attributeSet);
  switch (readOid(type, 'bag type')) {
    case bagType.key: {
      const key = readPrivateKeyInfo(expectTag(value, tag.sequence, 'key bag').bytes);
      return { keys: [{ ...attributes, ...key, encrypted: place.encrypted }], certificates: [] };
    }
    case bagType.shroudedKey: {
      const [algorithm, ciphertext] = children(value, tag.sequence, 'shrouded key bag');
      const key = readPrivateKeyInfo(await decrypt(algorithm, readOctets(ciphertext, 'encrypted key'), place));
      return { keys: [{ ...attributes, ...key, encrypted: true }], certificates: [] };
    }
    case bagType.certificate:
      return { keys: [], certificates: readCertificateBag(value).map((der) => ({ ...attributes, der })) };
    case bagType.safeContents:
      return readSafeContents(expectTag(value, tag.sequence, 'safeContents'), { ...place, depth: place.depth + 1 });
    default:
      // CRLs and secrets: nothing for mail in them.
      return { keys: [], certificates: [] };
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

function join(bags: readonly Bags[]): Bags {
  return { keys: bags.flatMap(({ keys }) => keys), certificates: bags.flatMap(({ certificates }) => certificates) };
}
