import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readSmallInteger, tag } from '../asn1/values';
import { encode, integer, objectIdentifier, octetString, sequence, setOf } from '../asn1/write';
import { SmimeError } from '../errors';
import type { RecipientInfo } from '../message/digital-id';
import { readAlgorithm, writeAlgorithm } from './algorithm-identifier';
import { findContentCipher } from './algorithms';
import type { ContentCipher } from './algorithms';
import { createCipher, readCipher } from './content-encryption';
import { readAuthentication } from './authentication';
import type { Authentication } from './authentication';
import { asCms, contentOctets, contentTypes, layerName, readIdentifier, writeContentInfo } from './content-info';
import type { ContentInfo } from './content-info';
import type { Decryptor, SealedContent } from './content-method';
import { readRecipientInfos } from './recipient-info';

/** EnvelopedData or AuthEnvelopedData as it stands (RFC 5652 section 6, RFC 5083). */
export interface EnvelopedData {
  readonly recipients: readonly RecipientInfo[];
  /** OID of the type of what is inside. */
  readonly contentType: string;
  /** OID. */
  readonly cipher: string;
  readonly cipherParameters?: Asn1Node;
  readonly encryptedContent: Uint8Array;
  /** Exactly of AuthEnvelopedData. */
  readonly authentication?: Authentication;
}

/**
 * @param type - OID of the content type, which says whether it is AuthEnvelopedData
 * @throws SmimeError ERR_CMS_MALFORMED
 */
export function readEnvelopedData({ type, content }: ContentInfo): EnvelopedData {
  return asCms(() => {
    const [version, ...fields] = children(content, tag.sequence, layerName(type));
    readSmallInteger(version, 'version');
    if (fields[0]?.tag === tag.contextConstructed(0)) fields.shift();
    const [recipientInfos, encrypted, ...rest] = fields;
    const envelope = { recipients: readRecipientInfos(recipientInfos), ...readEncryptedContentInfo(encrypted) };
    if (type === contentTypes.envelopedData) return envelope;
    return { ...envelope, authentication: readAuthentication(rest, envelope.contentType) };
  });
}

function readEncryptedContentInfo(node: Asn1Node | undefined): Omit<EnvelopedData, 'recipients'> {
  const [contentType, algorithm, content] = children(node, tag.sequence, 'encryptedContentInfo');
  const { oid, parameters } = readAlgorithm(algorithm);
  if (content === undefined) throw new Asn1Error('the encrypted content is missing');
  return {
    contentType: readIdentifier(contentType),
    cipher: oid,
    ...(parameters === undefined ? {} : { cipherParameters: parameters }),
    encryptedContent: contentOctets(content, tag.context(0)),
  };
}

/** The cipher when we can do it; otherwise `undefined`. */
export function usableCipher(enveloped: EnvelopedData): ContentCipher | undefined {
  const cipher = findContentCipher(enveloped.cipher);
  return cipher?.method === undefined ? undefined : cipher;
}

/**
 * The cipher as this message uses it. Nothing of that depends on a key.
 *
 * A cipher that authenticates belongs into AuthEnvelopedData, and no other:
 * whoever takes the tag away, or writes CBC where GCM was, must not find a
 * reader that decrypts without it.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED, ERR_CMS_MALFORMED for wrong parameters of the cipher
 */
export function decryptorOf(enveloped: EnvelopedData, cipher: ContentCipher): Decryptor {
  const { authentication, cipherParameters } = enveloped;
  return asCms(() => {
    if (cipher.authenticated !== (authentication !== undefined)) throw new Asn1Error('cipher in another kind of envelope');
    const decryptor = readCipher(cipher, cipherParameters);
    if (authentication?.tag.length !== decryptor.tagLength) throw new Asn1Error('mac has another length than the cipher says');
    return decryptor;
  });
}

/**
 * As `decrypt` of the Decryptor, with all that belongs to the content.
 * @throws TypeError for a key of a length that the cipher does not have
 */
export function decryptEnvelope(
  { encryptedContent: octets, authentication }: EnvelopedData,
  { decrypt }: Decryptor,
  key: Uint8Array,
  pause?: () => Promise<void>,
): ReturnType<Decryptor['decrypt']> {
  return decrypt(key, { octets, ...authentication }, pause);
}

export interface EncryptedContent {
  readonly cipher: ContentCipher;
  /** The key that every recipient gets; forget it after use. */
  readonly contentEncryptionKey: Uint8Array;
  /** Of the cipher, in DER. */
  readonly parameters: Uint8Array;
  readonly sealed: SealedContent;
}

/** Encrypts content with a fresh key. */
export async function encryptForEnvelope(content: Uint8Array, name: string): Promise<EncryptedContent> {
  const cipher = findContentCipher(name);
  if (cipher === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name });
  const { keyLength, parameters, encrypt } = createCipher(cipher);
  const contentEncryptionKey = crypto.getRandomValues(new Uint8Array(keyLength));
  return { cipher, contentEncryptionKey, parameters, sealed: await encrypt(contentEncryptionKey, content) };
}

/**
 * EnvelopedData, or AuthEnvelopedData when the cipher authenticates.
 * @param recipientInfos - each a complete encoding
 */
export function writeEnvelopedData(encrypted: EncryptedContent, recipientInfos: readonly Uint8Array[]): Uint8Array {
  const { cipher, parameters, sealed } = encrypted;
  const encryptedContentInfo = sequence(
    objectIdentifier(contentTypes.data),
    writeAlgorithm(cipher.oid, parameters),
    encode(tag.context(0), sealed.octets),
  );
  if (sealed.tag !== undefined) {
    // RFC 5083 section 2.1: always 0.
    const fields = [integer(0), setOf(...recipientInfos), encryptedContentInfo, octetString(sealed.tag)];
    return writeContentInfo(contentTypes.authEnvelopedData, sequence(...fields));
  }
  // RFC 5652 section 6.1: 0 as long as all are KeyTransRecipientInfo version 0, the only SEQUENCEs that we write.
  const version = recipientInfos.every((info) => info[0] === tag.sequence) ? 0 : 2;
  const envelopedData = sequence(integer(version), setOf(...recipientInfos), encryptedContentInfo);
  return writeContentInfo(contentTypes.envelopedData, envelopedData);
}
