import { concat, unshared } from '../bytes';
import { readAeadParameters, writeAeadParameters } from './aead-parameters';
import type { AeadParameters } from './aead-parameters';
import { importAesKey } from './aes-key';
import { decryptGcmInJavaScript } from './aes-gcm-software';
import type { ContentMethod, SealedContent } from './content-method';
import { SmimeError } from '../errors';

const name = 'AES-GCM';

/** 12 octets are usual; others are hashed into a counter first, so that a limit is needed. */
const nonceLength = { from: 1, to: 1024 };
/** What every WebCrypto takes; Node's refuses others that the standard allows. */
const webCryptoNonce = { from: 12, to: 128 };
const written = { nonceLength: 12, tagLength: 16 };

/** AES-GCM (RFC 5084 section 3.2). */
export const aesGcm: ContentMethod = {
  read({ keyLength }, node) {
    const parameters = readAeadParameters(node, nonceLength);
    return {
      keyLengths: [keyLength],
      tagLength: parameters.tagLength,
      decrypt: (key, sealed) => decrypt(key, parameters, sealed),
    };
  },
  create({ keyLength, name: cipher }) {
    const nonce = crypto.getRandomValues(new Uint8Array(written.nonceLength));
    const parameters = { nonce, tagLength: written.tagLength };
    return {
      keyLength,
      parameters: writeAeadParameters(parameters),
      async encrypt(key, plaintext, additionalData) {
        const cryptoKey = await importAesKey(key, name, ['encrypt']);
        // Only AES-192, which nobody writes.
        if (cryptoKey === undefined) throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: cipher });
        const algorithm = webCryptoAlgorithm(parameters, additionalData);
        const joined = new Uint8Array(await crypto.subtle.encrypt(algorithm, cryptoKey, unshared(plaintext)));
        const end = joined.length - parameters.tagLength;
        return { octets: joined.subarray(0, end), tag: joined.subarray(end) };
      },
    };
  },
};

async function decrypt(
  key: Uint8Array,
  parameters: AeadParameters,
  sealed: SealedContent,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { octets, tag = new Uint8Array(), additionalData } = sealed;
  const { nonce } = parameters;
  const isUsual = nonce.length >= webCryptoNonce.from && nonce.length <= webCryptoNonce.to;
  const cryptoKey = isUsual ? await importAesKey(key, name, ['decrypt']) : undefined;
  if (cryptoKey === undefined) return decryptGcmInJavaScript(key, nonce, sealed);
  try {
    const algorithm = webCryptoAlgorithm(parameters, additionalData);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, cryptoKey, concat(octets, tag)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

function webCryptoAlgorithm({ nonce, tagLength }: AeadParameters, additionalData?: Uint8Array): AesGcmParams {
  const algorithm = { name, iv: unshared(nonce), tagLength: tagLength * 8 };
  return additionalData === undefined ? algorithm : { ...algorithm, additionalData: unshared(additionalData) };
}
