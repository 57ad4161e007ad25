import { readPfx } from '../../../src/smime/pkcs12/read';
import { derivePkcs12Key, roundsAtOnce } from '../../../src/smime/pkcs12/key-derivation';
import { entryLimits } from '../../../src/smime/pkcs12/entries';
import { defaultPfxLimits, mostParts, workBudget } from '../../../src/smime/pkcs12/limits';
import type { Cost } from '../../../src/smime/pkcs12/limits';
import { modernIterations } from '../../../src/smime/pkcs12/modern-protection';
import { keyKinds, opensslPfx, pfxOf, safesOf } from '../../support/made-pfx';
import { describeOpenssl } from '../../support/openssl';
import { describeVectors, vector } from '../../support/vectors';

const password = 'x';

describeOpenssl('the work that a file asks for', () => {
  const make = (...options: readonly string[]) => opensslPfx({ key: keyKinds.p256, name: 'Paul', password, options });

  test('is weighed whole before any of it is done', async () => {
    const file = make('-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'sha1', '-iter', '1000');
    let pauses = 0;
    const pause = () => {
      pauses++;
      return Promise.resolve();
    };
    // MAC 1, certificates 1 + 1, key 2 + 1 times a thousand.
    await expect(readPfx(file, password, { maxSoftwareRounds: 5999, pause })).rejects.toMatchObject({
      code: 'ERR_PFX_TOO_COSTLY',
      details: { iterations: 6000, limit: 5999 },
    });
    expect(pauses).toBe(0);
    await expect(readPfx(file, password, { maxSoftwareRounds: 6000 })).resolves.toMatchObject({ entries: { length: 1 } });
    // Nothing of it is left to try whether a wrong password fits nevertheless.
    await expect(readPfx(file, 'ä', { maxSoftwareRounds: 6000 })).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });

  test('of many parts is added up', async () => {
    const safes = safesOf(make('-iter', '1000', '-nomac'));
    const many = pfxOf(...Array.from({ length: 20 }, () => safes).flat());
    await expect(readPfx(many, password, { maxNativeRounds: 19_999 })).rejects.toMatchObject({ code: 'ERR_PFX_TOO_COSTLY' });
    await expect(readPfx(many, password, { maxNativeRounds: 20_000 })).resolves.toMatchObject({ entries: { length: 1 } });
  });

  test('of very many parts is refused, however little each asks for', async () => {
    const safes = safesOf(make('-iter', '1', '-nomac'));
    const times = (count: number) => pfxOf(...Array.from({ length: count }, () => safes).flat());
    await expect(readPfx(times(20), password)).resolves.toMatchObject({ entries: { length: 1 } });
    await expect(readPfx(times(mostParts + 1), password)).rejects.toMatchObject({
      code: 'ERR_PFX_MALFORMED',
      details: { reason: 'too many encrypted parts' },
    });
  });

  test('stops when whoever waits has gone', async () => {
    const file = make('-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-iter', String(10 * roundsAtOnce));
    const gone = new Error('gone');
    let pauses = 0;
    const pause = () => (++pauses < 5 ? Promise.resolve() : Promise.reject(gone));
    await expect(readPfx(file, password, { pause })).rejects.toBe(gone);
    expect(pauses).toBe(5);
  });
});

describeVectors('hundreds of thousands of rounds', () => {
  test('leave others a chance after every few thousand', async () => {
    let pauses = 0;
    const pause = async () => {
      pauses++;
      await new Promise((heard) => setTimeout(heard));
    };
    const { entries } = await readPfx(vector('pkcs12/generated/bouncycastle-pkcs12-def.p12'), 'secret', { pause });
    expect(entries).toHaveLength(1);
    // 102,400 for the MAC; 51,200 for key and iv of RC2, twice as many for the key of triple DES and once for its iv.
    const [ofMac, ofOne] = [102_400, 51_200].map((rounds) => Math.floor((rounds - 2) / roundsAtOnce));
    expect(pauses).toBe((ofMac ?? 0) + 5 * (ofOne ?? 0));
  }, 60_000);
});

test('pauses change nothing of the key', async () => {
  const request = { digest: 'sha-512', password: Uint8Array.of(0, 97, 0, 0), salt: new Uint8Array(8), iterations: 2 * roundsAtOnce + 3, purpose: 1, length: 100 } as const;
  let pauses = 0;
  const paused = await derivePkcs12Key(request, () => {
    pauses++;
    return Promise.resolve();
  });
  expect(paused).toEqual(await derivePkcs12Key(request));
  expect(pauses).toBe(4);
});

describe('what people have is within the limits', () => {
  const times = (count: number, ...costs: readonly Cost[]) => Array.from({ length: count }, () => costs).flat();
  const software = (rounds: number): Cost => ({ by: 'software', rounds });

  test('eight digital IDs backed up by Firefox or Thunderbird before they had AES', () => {
    // Each lies in safes of its own: RC2 with one block for the key and one for the iv, triple DES with two and one.
    const costs = [software(600_000), ...times(8, software(2 * 600_000), software(3 * 600_000))];
    expect(() => workBudget(defaultPfxLimits).foresee(costs)).not.toThrow();
  });

  test('as many digital IDs as are read, backed up here', () => {
    const costs = [software(modernIterations), ...times(entryLimits.keys + 1, { by: 'native', rounds: modernIterations })];
    expect(() => workBudget(defaultPfxLimits).foresee(costs)).not.toThrow();
  });
});

describeOpenssl('a wrong password for a heavy file', () => {
  test('is told as such, although nothing is left to try whether it fits nevertheless', async () => {
    const options = ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1', '-iter', '1000'];
    const file = opensslPfx({ key: keyKinds.p256, name: 'Paul', password, options });
    // It has two encodings: two for the MAC and twice three for the certificates would be more than one, three and three.
    await expect(readPfx(file, 'ä', { maxSoftwareRounds: 7000 })).rejects.toMatchObject({ code: 'ERR_PFX_PASSWORD' });
  });
});
