import { fromHex, toHex } from '../../../src/smime/bytes';
import { unwrapTripleDesKey } from '../../../src/smime/dangerous/triple-des-key-wrap';

const keyEncryptionKey = fromHex('255e0d1c07b646dfb3134cc843ba8aa71f025b7c0838251f');
const wrapped = fromHex('690107618ef092b3b48ca1796b234ae9fa33ebb4159604037db5d6a84eb3aac2768c632775a467d4');

test('RFC 3217 section 3.3', async () => {
  const key = await unwrapTripleDesKey(keyEncryptionKey, wrapped);
  expect(toHex(key ?? new Uint8Array())).toBe('2923bf85e06dd6ae529149f1f1bae9eab3a7da3d860d3e98');
});

test('another key, a change anywhere and another length give nothing', async () => {
  const other = keyEncryptionKey.slice();
  other[3] = (other[3] ?? 0) ^ 0x10;
  expect(await unwrapTripleDesKey(other, wrapped)).toBeUndefined();
  for (let at = 0; at < wrapped.length; at++) {
    const changed = wrapped.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await unwrapTripleDesKey(keyEncryptionKey, changed)).toBeUndefined();
  }
  for (const length of [0, 8, 32, 39]) {
    expect(await unwrapTripleDesKey(keyEncryptionKey, wrapped.subarray(0, length))).toBeUndefined();
  }
});
