import { chooseSigningId } from '../../src/flows/own-digital-ids';
import type { DigitalIdEntry } from '../../src/worker/keyring';
import { readIdentityCertificate, validationTime } from '../support/identities';
import { describeVectors } from '../support/vectors';

describeVectors('which digital ID signs', () => {
  const address = 'anna@example.com';

  async function entry(path: string, notBefore: Date): Promise<DigitalIdEntry> {
    const certificate = await readIdentityCertificate(path);
    const { fingerprint } = certificate;
    return { certificate: { ...certificate, emailAddresses: [address], notBefore }, chain: [], name: path, fingerprint };
  }

  test('the newest whose signatures everybody reads; one that few read only where there is no other', async () => {
    const older = await entry('rfc9216/alice.sign.crt', new Date('2024-01-01'));
    const newer = await entry('rfc9216/bob.sign.crt', new Date('2025-01-01'));
    const edwards = await entry('rfc9216/carlos.sign.crt', new Date('2026-01-01'));
    const pss = await entry('interop/ids/heidi.crt', new Date('2026-02-01'));
    const choose = (...ids: (typeof older)[]) => chooseSigningId(ids, address, validationTime);
    expect(choose(older, edwards, newer, pss)).toEqual({ state: 'ready', digitalId: newer });
    expect(choose(edwards)).toEqual({ state: 'ready', digitalId: edwards });
    expect(choose(edwards, pss)).toEqual({ state: 'ready', digitalId: pss });
    const expired = { ...newer, certificate: { ...newer.certificate, notAfter: new Date('2026-01-01') } };
    expect(choose(expired, edwards)).toEqual({ state: 'ready', digitalId: edwards });
    const encryption = await entry('rfc9216/carlos.encrypt.crt', new Date('2026-01-01'));
    expect(choose(encryption)).toEqual({ state: 'noneForSender' });
  });
});
