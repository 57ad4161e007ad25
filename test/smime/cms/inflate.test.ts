import { deflateSync, gzipSync } from 'node:zlib';
import { concat } from '../../../src/smime/bytes';
import { inflate } from '../../../src/smime/cms/inflate';
import { isSame, someOctets } from '../../support/block-ciphers';
import { deflated } from '../../support/compressed';

const megabyte = 1024 * 1024;
const malformed = { code: 'ERR_CMS_MALFORMED' };
const tooMuch = { code: 'ERR_MIME_TOO_COMPLEX' };

test.each([0, 1, 100, 16_384, 16_385, 3 * megabyte])('gives %i octets back', async (length) => {
  const octets = someOctets(length);
  for (const level of [0, 1, 9]) {
    const compressed = new Uint8Array(deflateSync(octets, { level }));
    expect(isSame(await inflate(compressed, length), octets)).toBe(true);
  }
});

test('what is cut off, changed, empty or of another format is malformed', async () => {
  const good = deflated(someOctets(50_000));
  for (const length of [0, 1, 2, 3, 5, 1000, good.length - 1]) {
    await expect(inflate(good.subarray(0, length), megabyte)).rejects.toMatchObject(malformed);
  }
  for (const at of [0, 1, 5, 1000, good.length - 1]) {
    const changed = good.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    await expect(inflate(changed, megabyte)).rejects.toMatchObject(malformed);
  }
  await expect(inflate(new Uint8Array(gzipSync('text')), megabyte)).rejects.toMatchObject(malformed);
});

test.each([1, 4, 100, 100_000])('%i octets behind the end are malformed', async (length) => {
  const good = deflated(someOctets(50_000));
  await expect(inflate(concat(good, someOctets(length, 7)), megabyte)).rejects.toMatchObject(malformed);
});

test('stops at the number of octets that are allowed', async () => {
  const zeros = deflated(new Uint8Array(5 * megabyte));
  expect(await inflate(zeros, 5 * megabyte)).toHaveLength(5 * megabyte);
  await expect(inflate(zeros, 5 * megabyte - 1)).rejects.toMatchObject(tooMuch);
});

test('stops at a hundredfold, and early', async () => {
  const bomb = deflated(new Uint8Array(200 * megabyte));
  expect(bomb.length).toBeLessThan(250_000);
  const start = performance.now();
  await expect(inflate(bomb, 100 * megabyte)).rejects.toMatchObject(tooMuch);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('lets others run meanwhile, and ends when that is refused', async () => {
  const compressed = deflated(someOctets(9 * megabyte));
  const pause = jest.fn(() => Promise.resolve());
  await inflate(compressed, 10 * megabyte, pause);
  expect(pause).toHaveBeenCalledTimes(2);
  await expect(inflate(compressed, 10 * megabyte, () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
});
