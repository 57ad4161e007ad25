import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readOctets, readSmallInteger, tag } from '../asn1/values';
import { camelliaDecryption } from '../ciphers/camellia';
import { decryptCbc } from '../ciphers/cbc';
import type { BlockDecryption } from '../ciphers/cbc';
import { desDecryption } from '../dangerous/des';
import { rc2Decryption } from '../dangerous/rc2';
import { SmimeError } from '../errors';
import type { ContentMethod, Decryptor } from './content-method';

/** DES and triple DES (RFC 3370 section 5.1): the parameters are the iv. */
export const desCbc = onlyRead(desDecryption);

/** RFC 3657 section 3.2: the parameters are the iv. */
export const camelliaCbc = onlyRead(camelliaDecryption);

function onlyRead(withKey: (key: Uint8Array) => BlockDecryption): ContentMethod {
  return {
    read: ({ keyLength, ivLength }, parameters) => decryptor(withKey, [keyLength], readIv(parameters, ivLength)),
  };
}

/** RFC 3370 section 5.2: how much of the key counts, and the iv. */
export const rc2Cbc: ContentMethod = {
  read({ keyLength, ivLength }, parameters) {
    const [version, iv] = children(parameters, tag.sequence, 'RC2 parameters');
    const bits = effectiveBits(readSmallInteger(version, 'RC2 version'));
    const short = Math.ceil(bits / 8);
    // As long as what counts, as OpenSSL has it; or of the usual length, of which less counts.
    const keyLengths = short === keyLength ? ([short] as const) : ([short, keyLength] as const);
    return decryptor((key) => rc2Decryption(key, bits), keyLengths, readIv(iv, ivLength));
  },
};

/** The numbers that stand for the usual ones; larger ones stand for themselves. */
const bitsOfVersion: ReadonlyMap<number, number> = new Map([
  [160, 40],
  [120, 64],
  [58, 128],
]);

function effectiveBits(version: number): number {
  const bits = bitsOfVersion.get(version) ?? version;
  if ((version < 256 && !bitsOfVersion.has(version)) || bits > 1024) {
    throw new SmimeError('ERR_ALGORITHM_UNSUPPORTED', { name: 'rc2-cbc' });
  }
  return bits;
}

function readIv(node: Asn1Node | undefined, length: number): Uint8Array {
  const iv = readOctets(node, 'initialization vector');
  if (iv.length !== length) throw new Asn1Error('initialization vector');
  return iv;
}

function decryptor(
  withKey: (key: Uint8Array) => BlockDecryption,
  keyLengths: Decryptor['keyLengths'],
  iv: Uint8Array,
): Decryptor {
  return { keyLengths, decrypt: (key, { octets }, pause) => decryptCbc(withKey(key), iv, octets, pause) };
}
