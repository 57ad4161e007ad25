import { readAsn1 } from '../../../src/smime/asn1/read';
import { children, readOctets, readOid, tag, unwrap } from '../../../src/smime/asn1/values';
import { octetString, sequence } from '../../../src/smime/asn1/write';
import { readPfx } from '../../../src/smime/pkcs12/read';
import { bagType } from '../../../src/smime/pkcs12/object-identifiers';
import { bag, certificateBag, dataSafe, envelopedSafe, indefinitePfxOf, keyKinds, nameAttribute, opensslPfx, pfxOf, pfxWithMac, safeOf, safesOf } from '../../support/made-pfx';
import { describeOpenssl } from '../../support/openssl';

const password = 'Grüße';
const open = ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac'];

/** Octets of the bags of a safe that is not encrypted. */
function bagsOf(safe: Uint8Array): readonly Uint8Array[] {
  const content = readOctets(unwrap(readAsn1(safe).children[1], 0, 'safe'), 'safe');
  return children(readAsn1(content), tag.sequence, 'bags').map(({ bytes }) => bytes);
}

describeOpenssl('safes and bags as no program puts them together', () => {
  let rsa: Uint8Array;
  let p256: Uint8Array;
  let openP256: readonly Uint8Array[];
  let brainpool: Uint8Array;
  let ed448: Uint8Array;
  let older: Uint8Array;
  let otherPassword: Uint8Array;

  beforeAll(() => {
    rsa = opensslPfx({ key: keyKinds.rsa, name: 'Rita', password });
    p256 = opensslPfx({ key: keyKinds.p256, name: 'Paul', password });
    openP256 = safesOf(opensslPfx({ key: keyKinds.p256, name: 'Olga', password, options: open })).flatMap(bagsOf);
    brainpool = opensslPfx({ key: keyKinds.brainpool, name: 'Berta', password });
    ed448 = opensslPfx({ key: keyKinds.ed448, name: 'Emil', password });
    older = opensslPfx({ key: keyKinds.p256, name: 'Otto', password, options: ['-legacy', '-keypbe', 'PBE-MD5-DES'] });
    otherPassword = opensslPfx({ key: keyKinds.p256, name: 'Xenia', password: 'another' });
  });

  const names = async (file: Uint8Array) => {
    const { entries, unsupportedKeys, unsupportedParts } = await readPfx(file, password);
    return [entries.map(({ certificate }) => certificate.commonName), unsupportedKeys, unsupportedParts];
  };

  test('keys of kinds that we cannot use are told beside the others', async () => {
    const safes = [brainpool, rsa, ed448, p256].flatMap(safesOf);
    expect(await names(pfxOf(...safes))).toEqual([['Rita', 'Paul'], ['EC brainpoolP256r1', 'Ed448'], []]);
    expect(await names(pfxOf(...safes.reverse()))).toEqual([['Paul', 'Rita'], ['Ed448', 'EC brainpoolP256r1'], []]);
    await expect(readPfx(brainpool, password)).rejects.toMatchObject({
      code: 'ERR_KEY_UNSUPPORTED',
      details: { name: 'EC brainpoolP256r1' },
    });
  });

  test('parts in protections that we cannot read are told beside the others', async () => {
    expect(await names(pfxOf(envelopedSafe(), ...safesOf(rsa), ...safesOf(older)))).toEqual([['Rita'], [], ['public-key privacy mode', 'MD5 and DES']]);
    await expect(readPfx(pfxOf(envelopedSafe()), password)).rejects.toMatchObject({
      code: 'ERR_PFX_ALGORITHM_UNSUPPORTED',
      details: { name: 'public-key privacy mode' },
    });
  });

  test('safes inside safes, and indefinite lengths', async () => {
    const nested = safeOf(bag(bagType.safeContents, sequence(bag(bagType.safeContents, sequence(...openP256)))));
    expect(await names(pfxOf(nested, ...safesOf(rsa)))).toEqual([['Olga', 'Rita'], [], []]);
    expect(await names(indefinitePfxOf(nested, ...safesOf(rsa)))).toEqual([['Olga', 'Rita'], [], []]);
    const deep = [1, 2, 3, 4, 5].reduce<Uint8Array>((inner) => bag(bagType.safeContents, sequence(inner)), sequence());
    await expect(readPfx(pfxOf(safeOf(deep)), password)).rejects.toMatchObject({ code: 'ERR_PFX_MALFORMED' });
  });

  test('revocation lists, secrets and what nobody knows are passed over', async () => {
    const [crl, secret, unknown] = ['1.2.840.113549.1.12.10.1.4', '1.2.840.113549.1.12.10.1.5', '1.2.3.4'].map((type) =>
      bag(type, sequence(octetString(Uint8Array.of(1))), nameAttribute('x')),
    );
    expect(await names(pfxOf(safeOf(crl ?? sequence(), ...openP256, secret ?? sequence(), unknown ?? sequence())))).toEqual([['Olga'], [], []]);
  });

  test('an unreadable certificate does not hide the others', async () => {
    const broken = certificateBag(sequence());
    expect(await names(pfxOf(safeOf(broken), ...safesOf(rsa)))).toEqual([['Rita'], [], []]);
    const [key] = openP256.filter((octets) => readOid(readAsn1(octets).children[0]) === bagType.key);
    await expect(readPfx(pfxOf(safeOf(broken, key ?? sequence())), password)).rejects.toMatchObject({ code: 'ERR_PFX_MALFORMED' });
  });

  test('a part with a password of its own', async () => {
    // Nothing says which of the two passwords is wrong.
    const safes = [...safesOf(rsa), ...safesOf(otherPassword)];
    await expect(readPfx(pfxOf(...safes), password)).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
    const withMac = await pfxWithMac(password, ...safes);
    await expect(readPfx(withMac, password)).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORDS_DIFFER' });
    await expect(readPfx(withMac, 'another')).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });

  test('a MAC that does not fit, though the password opens the file', async () => {
    const macOfAnother = await pfxWithMac('another', ...safesOf(rsa));
    await expect(readPfx(macOfAnother, password)).rejects.toMatchObject({
      code: 'ERR_PFX_MALFORMED',
      details: { reason: 'the MAC does not fit' },
    });
  });

  test('something else than safes is damaged', async () => {
    for (const content of [sequence(sequence()), octetString(Uint8Array.of(1)), Uint8Array.of(5, 0)]) {
      await expect(readPfx(pfxOf(dataSafe(content)), password)).rejects.toMatchObject({ code: 'ERR_PFX_MALFORMED' });
    }
  });
});
