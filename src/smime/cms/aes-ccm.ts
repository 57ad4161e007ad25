import { cbc, ctr } from '@noble/ciphers/aes.js';
import { Asn1Error } from '../asn1/read';
import { concat, concatAll, equalWithoutEarlyExit, unshared } from '../bytes';
import { readAeadParameters } from './aead-parameters';
import { importAesKey } from './aes-key';
import type { ContentMethod, SealedContent } from './content-method';

/**
 * AES-CCM (RFC 5084 section 3.1, RFC 3610), to read only: WebCrypto does not
 * have it, but its two halves, counter mode and the last block of CBC.
 */
export const aesCcm: ContentMethod = {
  read({ keyLength }, node) {
    const { nonce, tagLength } = readAeadParameters(node, { from: 7, to: 13 });
    if (tagLength % 2 !== 0) throw new Asn1Error('aes-ICVlen is odd');
    return { keyLengths: [keyLength], tagLength, decrypt: (key, sealed) => decrypt(key, nonce, sealed) };
  },
};

const blockLength = 16;

async function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: SealedContent): Promise<Uint8Array<ArrayBuffer> | null> {
  const { octets, tag = new Uint8Array(), additionalData = new Uint8Array() } = sealed;
  const lengthOctets = blockLength - 1 - nonce.length;
  // What the counter has no room for was never encrypted with this nonce.
  if (octets.length >= 256 ** lengthOctets) return null;
  const counter = concat(Uint8Array.of(lengthOctets - 1), nonce, new Uint8Array(lengthOctets));
  // Block 0 of the key stream covers the tag, the content begins with block 1.
  const tagBlock = new Uint8Array(blockLength);
  tagBlock.set(tag);
  const opened = await counterMode(key, counter, concat(tagBlock, octets));
  const plaintext = opened.subarray(blockLength);
  const blocks = authenticatedBlocks({ nonce, lengthOctets, tagLength: tag.length, additionalData, plaintext });
  const expected = await lastBlockOfCbc(key, blocks);
  return equalWithoutEarlyExit(expected.subarray(0, tag.length), opened.subarray(0, tag.length)) ? plaintext : null;
}

interface Authenticated {
  readonly nonce: Uint8Array;
  readonly lengthOctets: number;
  readonly tagLength: number;
  readonly additionalData: Uint8Array;
  readonly plaintext: Uint8Array;
}

/** What the tag is made over (RFC 3610 section 2.2), in whole blocks. */
function authenticatedBlocks({ nonce, lengthOctets, tagLength, additionalData, plaintext }: Authenticated): Uint8Array {
  const hasData = additionalData.length > 0;
  const flags = (hasData ? 0x40 : 0) | (((tagLength - 2) / 2) << 3) | (lengthOctets - 1);
  const first = [Uint8Array.of(flags), nonce, bigEndian(plaintext.length, lengthOctets)];
  const data = hasData ? [encodedLength(additionalData.length), additionalData] : [];
  return concatAll([...first, ...filled(data), ...filled([plaintext])]);
}

/** With zeros up to a whole block. */
function filled(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [...parts, new Uint8Array((blockLength - (length % blockLength)) % blockLength)];
}

function encodedLength(length: number): Uint8Array {
  return length < 0xff00 ? bigEndian(length, 2) : concat(Uint8Array.of(0xff, 0xfe), bigEndian(length, 4));
}

function bigEndian(value: number, length: number): Uint8Array {
  const octets = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) octets[at] = rest % 256;
  return octets;
}

async function counterMode(key: Uint8Array, counter: Uint8Array, input: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const cryptoKey = await importAesKey(key, 'AES-CTR', ['decrypt']);
  if (cryptoKey === undefined) return unshared(ctr(key, counter).decrypt(input));
  // The counter never runs over: the content is shorter than it could count.
  const algorithm = { name: 'AES-CTR', counter: unshared(counter), length: 128 };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, cryptoKey, unshared(input)));
}

async function lastBlockOfCbc(key: Uint8Array, blocks: Uint8Array): Promise<Uint8Array> {
  const iv = new Uint8Array(blockLength);
  const cryptoKey = await importAesKey(key, 'AES-CBC', ['encrypt']);
  if (cryptoKey === undefined) return cbc(key, iv, { disablePadding: true }).encrypt(blocks).subarray(-blockLength);
  // WebCrypto adds a block of padding behind it.
  const chained = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, cryptoKey, unshared(blocks));
  return new Uint8Array(chained).subarray(-2 * blockLength, -blockLength);
}
