import { equal, toBase64url } from '../bytes';
import { readSubjectPublicKey } from '../certificate/public-key';
import { createEphemeralKey, importAgreementKey, orInSoftware, sharedSecret } from '../cms/ecdh';
import type { AgreementKey } from '../cms/ecdh';
import { SmimeError } from '../errors';
import type { X25519PrivateKey } from '../message/digital-id';
import { decryptByAgreement } from './agreed-key';
import type { KeyOperations } from './key-operations';

const group = 'X25519';

/**
 * Agrees only (RFC 8418); such keys do not sign. `undefined` for a public key that is another.
 * @throws Asn1Error for a public key that is none
 */
export async function useX25519Key(key: X25519PrivateKey, spkiDer: Uint8Array): Promise<KeyOperations | undefined> {
  const { algorithm, octets } = readSubjectPublicKey(spkiDer);
  if (algorithm !== 'x25519') return undefined;
  const privateKey = await importKey(key, octets);
  if (privateKey === undefined || !(await fits(privateKey, octets))) return undefined;
  return {
    sign: () => Promise.reject(unusable()),
    decryptKey: decryptByAgreement({ group, algorithm: 'x25519', privateKey }),
  };
}

async function importKey({ d }: X25519PrivateKey, x: Uint8Array): Promise<AgreementKey | undefined> {
  const jwk: JsonWebKey = { kty: 'OKP', crv: group, x: toBase64url(x), d: toBase64url(d), ext: false };
  return orInSoftware<AgreementKey>(
    group,
    () => crypto.subtle.importKey('jwk', jwk, { name: group }, false, ['deriveBits']),
    () => ({ x25519: d.slice() }),
  );
}

/** Both halves must agree with somebody else on the same. */
async function fits(privateKey: AgreementKey, publicOctets: Uint8Array): Promise<boolean> {
  const other = await createEphemeralKey(group);
  const [ours, theirs] = await Promise.all([
    importAgreementKey(group, publicOctets),
    importAgreementKey(group, other.publicOctets),
  ]);
  if (ours === undefined || theirs === undefined) return false;
  const one = await sharedSecret(group, privateKey, theirs);
  const two = await sharedSecret(group, other.privateKey, ours);
  return one !== undefined && two !== undefined && equal(one, two);
}

function unusable(): SmimeError<'ERR_KEY_UNSUPPORTED'> {
  return new SmimeError('ERR_KEY_UNSUPPORTED', { name: group });
}
