import { readFileSync } from 'node:fs';
import { checkSendPolicy } from '../../src/flows/check-send-policy';
import type { SendBlock } from '../../src/flows/check-send-policy';
import type { SendPromise } from '../../src/store/policy';

const none = { sign: false, encrypt: false };

test.each<[boolean, boolean, SendPromise | null, SendBlock | null]>([
  [false, false, null, null],
  [true, false, null, 'ownSign'],
  [false, true, null, 'ownEncrypt'],
  [true, true, null, 'ownBoth'],
  [false, false, none, null],
  [false, false, { sign: true, encrypt: false }, 'promisedSign'],
  [false, false, { sign: false, encrypt: true }, 'promisedEncrypt'],
  [false, false, { sign: true, encrypt: true }, 'promisedBoth'],
  [true, false, { sign: false, encrypt: true }, 'promisedBoth'],
  [true, true, { ...none, signDeclined: true }, 'ownEncrypt'],
  [true, true, { ...none, encryptDeclined: true }, 'ownSign'],
  [true, true, { ...none, signDeclined: true, encryptDeclined: true }, null],
  [true, true, { sign: true, encrypt: false, encryptDeclined: true }, 'promisedSign'],
  [false, false, { sign: true, encrypt: true, signDeclined: true, encryptDeclined: true }, 'promisedBoth'],
  [false, false, { ...none, encryptSuggested: true }, 'suggestedEncrypt'],
  [true, false, { ...none, encryptSuggested: true }, 'ownSign'],
  [false, false, { ...none, sign: true, encryptSuggested: true }, 'promisedSign'],
  [false, false, { ...none, encryptOffByHand: true, answersEncrypted: true }, null],
  [false, true, { ...none, encryptOffByHand: true }, 'ownEncrypt'],
])('sign all %s, encrypt all %s, promise %j: %s', (signAll, encryptAll, promise, reason) => {
  const decision = checkSendPolicy({ policy: { signAll, encryptAll }, promise });
  expect(decision).toEqual(reason === null ? { allow: true } : { allow: false, reason });
});

test('what is sent protected is judged by what it is', () => {
  const policy = { signAll: true, encryptAll: true };
  const decide = (sign: boolean, encrypt: boolean) => checkSendPolicy({ policy, promise: null, protection: { sign, encrypt } });
  expect(decide(true, true)).toEqual({ allow: true });
  expect(decide(true, false)).toEqual({ allow: false, reason: 'ownEncrypt' });
  expect(decide(false, true)).toEqual({ allow: false, reason: 'ownSign' });
});

test('it can be bundled without anything else', () => {
  const imports = (path: string) => readFileSync(path, 'utf8').match(/^import .*$/gm) ?? [];
  expect(imports('src/flows/check-send-policy.ts').every((line) => line.startsWith('import type'))).toBe(true);
  expect(imports('src/store/policy.ts')).toEqual([expect.stringContaining("from './kept-object';")]);
  expect(imports('src/store/kept-object.ts')).toEqual(["import { StoreError } from './errors';"]);
  expect(imports('src/store/errors.ts')).toEqual([]);
});
