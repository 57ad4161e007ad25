import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readSmallInteger, tag } from '../asn1/values';
import { encode, integer, objectIdentifier, sequence, setOf } from '../asn1/write';
import { SmimeError } from '../errors';
import type { RecipientInfo } from '../message/digital-id';
import { readAlgorithm, writeAlgorithm } from './algorithm-identifier';
import { findContentCipher } from './algorithms';
import type { ContentCipher } from './algorithms';
import { createCipher, readCipher } from './content-encryption';
import { asCms, contentOctets, contentTypes, readIdentifier, writeContentInfo } from './content-info';
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
}

/** @throws SmimeError ERR_CMS_MALFORMED */
export function readEnvelopedData(node: Asn1Node): EnvelopedData {
  return asCms(() => {
    const [version, ...fields] = children(node, tag.sequence, 'EnvelopedData');
    readSmallInteger(version, 'version');
    if (fields[0]?.tag === tag.contextConstructed(0)) fields.shift();
    const [recipientInfos, encrypted] = fields;
    const recipients = readRecipientInfos(recipientInfos);
    const [contentType, algorithm, content] = children(encrypted, tag.sequence, 'encryptedContentInfo');
    const { oid, parameters } = readAlgorithm(algorithm);
    if (content === undefined) throw new Asn1Error('the encrypted content is missing');
    return {
      recipients,
      contentType: readIdentifier(contentType),
      cipher: oid,
      ...(parameters === undefined ? {} : { cipherParameters: parameters }),
      encryptedContent: contentOctets(content, tag.context(0)),
    };
  });
}

/** The cipher when we can do it; otherwise `undefined`. */
export function usableCipher(enveloped: EnvelopedData): ContentCipher | undefined {
  const cipher = findContentCipher(enveloped.cipher);
  return cipher?.method === undefined ? undefined : cipher;
}

/**
 * The cipher as this message uses it. Nothing of that depends on a key.
 * @throws SmimeError ERR_ALGORITHM_UNSUPPORTED, ERR_CMS_MALFORMED for wrong parameters of the cipher
 */
export function decryptorOf(enveloped: EnvelopedData, cipher: ContentCipher): Decryptor {
  return asCms(() => readCipher(cipher, enveloped.cipherParameters));
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

/** @param recipientInfos - each a complete encoding */
export function writeEnvelopedData(
  encrypted: EncryptedContent,
  recipientInfos: readonly Uint8Array[],
): Uint8Array {
  const encryptedContentInfo = sequence(
    objectIdentifier(contentTypes.data),
    writeAlgorithm(encrypted.cipher.oid, encrypted.parameters),
    encode(tag.context(0), encrypted.sealed.octets),
  );
  // RFC 5652 section 6.1: 0 as long as all are KeyTransRecipientInfo version 0, the only SEQUENCEs that we write.
  const version = recipientInfos.every((info) => info[0] === tag.sequence) ? 0 : 2;
  const envelopedData = sequence(integer(version), setOf(...recipientInfos), encryptedContentInfo);
  return writeContentInfo(contentTypes.envelopedData, envelopedData);
}
