import { checkProtectedMessage, openMessage, protectMessage } from '../../../src/smime';
import { sequence } from '../../../src/smime/asn1/write';
import { writeAlgorithm } from '../../../src/smime/cms/algorithm-identifier';
import { findKeyWrap, oidOf } from '../../../src/smime/cms/algorithms';
import { createEphemeralKey, importAgreementKey, sharedSecret } from '../../../src/smime/cms/ecdh';
import { unwrapByAgreement, wrapByAgreement } from '../../../src/smime/cms/key-agreement';
import { unlockDigitalId } from '../../../src/smime/message/unlock-digital-id';
import { draftTime, shortDraft } from '../../support/drafts';
import { unlockIdentity, usualOptions } from '../../support/identities';
import { describeVectors } from '../../support/vectors';
import { refuseX25519 } from '../../support/without-x25519';

const platforms = [
  ['by WebCrypto', false],
  ['where it has none', true],
] as const;

describe('a key that two parties agreed on', () => {
  afterEach(() => jest.restoreAllMocks());

  const key = Uint8Array.from({ length: 32 }, (_, index) => index);
  const secret = new Uint8Array(32).fill(7);
  const keyWrap = (name: string) => ({ algorithm: name, der: writeAlgorithm(oidOf(findKeyWrap(name))) });
  const agreement = { keyEncryptionAlgorithm: 'ecdh-sha256-kdf', keyWrap: keyWrap('aes-256-wrap') };

  test('an absent ukm is another one than an empty one', async () => {
    const wrapped = await wrapByAgreement(agreement, secret, key);
    expect(await unwrapByAgreement(agreement, secret, wrapped)).toEqual(key);
    const withEmpty = { ...agreement, userKeyingMaterial: new Uint8Array() };
    expect(await unwrapByAgreement(withEmpty, secret, wrapped)).toBeUndefined();
    expect(await unwrapByAgreement(withEmpty, secret, await wrapByAgreement(withEmpty, secret, key))).toEqual(key);
  });

  test('everything it is derived from counts', async () => {
    const wrapped = await wrapByAgreement(agreement, secret, key);
    const others = [
      { ...agreement, keyEncryptionAlgorithm: 'ecdh-sha384-kdf' },
      { ...agreement, keyEncryptionAlgorithm: 'ecdh-hkdf-sha256' },
      { ...agreement, keyWrap: keyWrap('aes-128-wrap') },
      { ...agreement, keyWrap: { ...agreement.keyWrap, der: sequence(agreement.keyWrap.der) } },
      { ...agreement, userKeyingMaterial: Uint8Array.of(1) },
    ];
    for (const other of others) expect(await unwrapByAgreement(other, secret, wrapped)).toBeUndefined();
    const cofactor = { ...agreement, keyEncryptionAlgorithm: 'ecdh-cofactor-sha256-kdf' };
    expect(await unwrapByAgreement(cofactor, secret, wrapped)).toEqual(key);
  });

  test.each(['ecdh-sha1-kdf', 'ecdh-sha224-kdf', 'ecdh-sha384-kdf', 'ecdh-sha512-kdf', 'ecdh-hkdf-sha512'])('%s', async (name) => {
    for (const wrap of ['aes-128-wrap', 'aes-192-wrap', 'aes-256-wrap']) {
      const chosen = { keyEncryptionAlgorithm: name, keyWrap: keyWrap(wrap) };
      expect(await unwrapByAgreement(chosen, secret, await wrapByAgreement(chosen, secret, key))).toEqual(key);
    }
  });

  test('what we do not do is named', async () => {
    const other = { ...agreement, keyWrap: { ...keyWrap('aes-256-wrap'), algorithm: '1.2.3.4' } };
    await expect(unwrapByAgreement(other, secret, key)).rejects.toMatchObject({ details: { name: '1.2.3.4' } });
    // Only to read.
    const old = { ...agreement, keyWrap: keyWrap('3des-wrap') };
    await expect(wrapByAgreement(old, secret, key)).rejects.toMatchObject({ details: { name: '3des-wrap' } });
    expect(await unwrapByAgreement(old, secret, key)).toBeUndefined();
    const unknown = { ...agreement, keyEncryptionAlgorithm: '1.2.3' };
    await expect(unwrapByAgreement(unknown, secret, key)).rejects.toMatchObject({ details: { name: '1.2.3' } });
  });

  test.each(['P-256', 'P-384', 'P-521'] as const)('a point that is not on %s is no key', async (group) => {
    const { publicOctets } = await createEphemeralKey(group);
    expect(await importAgreementKey(group, publicOctets)).toBeDefined();
    for (const at of [1, publicOctets.length - 1]) {
      const off = publicOctets.map((octet, index) => (index === at ? octet ^ 1 : octet));
      expect(await importAgreementKey(group, off)).toBeUndefined();
    }
    for (const wrong of [Uint8Array.of(0), new Uint8Array(), publicOctets.subarray(1), Uint8Array.of(...publicOctets, 0)]) {
      expect(await importAgreementKey(group, wrong)).toBeUndefined();
    }
  });

  test.each(platforms)('X25519 %s: a key of small order agrees on nothing', async (_, lacking) => {
    if (lacking) refuseX25519();
    const { privateKey } = await createEphemeralKey('X25519');
    for (const first of [0, 1]) {
      const small = await importAgreementKey('X25519', Uint8Array.of(first, ...new Uint8Array(31)));
      if (small !== undefined) expect(await sharedSecret('X25519', privateKey, small)).toBeUndefined();
    }
    expect(await importAgreementKey('X25519', new Uint8Array(31))).toBeUndefined();
  });
});

describeVectors('encryption to an X25519 key (RFC 8418)', () => {
  afterEach(() => jest.restoreAllMocks());

  // Each writes by one and reads by the other, so that both must mean the same.
  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('written where WebCrypto lacks it: %s, read where it lacks it: %s', async (writing, reading) => {
    const { certificate } = await unlockIdentity('rfc9216/dana.encrypt');
    if (writing) refuseX25519();
    const bob = await unlockIdentity('rfc9216/bob.encrypt');
    const wanted = { encryptTo: [certificate, bob.certificate], at: draftTime };
    const made = await protectMessage(shortDraft, wanted);
    await checkProtectedMessage(made, shortDraft, { ...wanted, unlocked: [bob] });
    jest.restoreAllMocks();
    if (reading) refuseX25519();
    const dana = await unlockIdentity('rfc9216/dana.encrypt');
    await checkProtectedMessage(made, shortDraft, { ...wanted, unlocked: [dana] });
    const { encryption } = await openMessage(made.mime, await usualOptions({ unlocked: [dana] }));
    expect(encryption).toMatchObject({ state: 'decrypted', openedWith: { fingerprint: certificate.fingerprint } });
    await expect(unlockDigitalId({ algorithm: 'x25519', d: new Uint8Array(32).fill(9) }, dana)).rejects.toMatchObject({
      code: 'ERR_PFX_KEY_MISMATCH',
    });
  });
});
