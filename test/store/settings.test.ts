import { MailboxError } from '../../src/mailbox/errors';
import { formatPolicy, formatPromise, noPolicy, parsePolicy, parsePromise } from '../../src/store/policy';
import { readSettings, saveSettings } from '../../src/store/settings';
import { createFakeMailbox } from '../support/fake-mailbox';

test('only our own keys are read', () => {
  const mailbox = createFakeMailbox('a@b.example', { 'signet.policy': 'x', other: 'y', 'signet.id.1': 'z' });
  expect(readSettings(mailbox.settings)).toEqual({ 'signet.policy': 'x', 'signet.id.1': 'z' });
});

test('policy and store are asked for by name, even when the list of names leaves them out', () => {
  const mailbox = createFakeMailbox('a@b.example', { 'signet.policy': 'x', 'signet.store': 'y' });
  expect(readSettings({ ...mailbox.settings, keys: () => [] })).toEqual({ 'signet.policy': 'x', 'signet.store': 'y' });
});

test('what does not fit is not written', async () => {
  const mailbox = createFakeMailbox('a@b.example');
  const saving = saveSettings(mailbox.settings, { 'signet.x': 'A'.repeat(33_000) });
  await expect(saving).rejects.toMatchObject({ code: 'ERR_STORE_FULL' });
  expect(mailbox.calls).toEqual([]);
});

test.each([
  [new MailboxError('ERR_SETTINGS_FULL', { characters: 40_000, limit: 32_768 }), 'ERR_STORE_FULL'],
  [new MailboxError('ERR_OFFICE_TIMEOUT', { call: 'saveAsync', milliseconds: 1 }), 'ERR_STORE_NOT_SAVED'],
  [new Error('whatever'), 'ERR_STORE_NOT_SAVED'],
])('a failing save: %s', async (failure, code) => {
  const mailbox = createFakeMailbox('a@b.example');
  mailbox.failures.set('settings.save', failure);
  await expect(saveSettings(mailbox.settings, { 'signet.x': 'A' })).rejects.toMatchObject({ code, cause: failure });
  expect(mailbox.dump()).toEqual({});
});

test('policies come back, and only a missing one requires nothing', () => {
  const policy = { signAll: true, encryptAll: false };
  expect(parsePolicy(formatPolicy(policy))).toEqual(policy);
  expect(parsePolicy(undefined)).toEqual(noPolicy);
  expect(parsePolicy(null)).toEqual(noPolicy);
});

test.each([
  '',
  'null',
  '[]',
  '{}',
  '{"version":1}',
  '{"version":"1","policy":{"signAll":true,"encryptAll":true}}',
  '{"version":0,"policy":{"signAll":true,"encryptAll":true}}',
  '{"version":1.5,"policy":{"signAll":true,"encryptAll":true}}',
  '{"version":1,"policy":{"signAll":true}}',
  '{"version":1,"policy":{"signAll":true,"encryptAll":"false"}}',
  '{"version":1,"policy":[]}',
])('a policy that cannot be understood: %s', (text) => {
  expect(() => parsePolicy(text)).toThrow(expect.objectContaining({ code: 'ERR_RECORD_DAMAGED' }) as Error);
});

test('a policy of a newer version', () => {
  const text = '{"version":2,"policy":{"signAll":false,"encryptAll":false}}';
  expect(() => parsePolicy(text)).toThrow(expect.objectContaining({ code: 'ERR_RECORD_VERSION' }) as Error);
});

test('promises come back', () => {
  const automatic = { encryptSuggested: true, encryptOffByHand: true, answersEncrypted: true };
  const promise = { sign: true, encrypt: false, signDeclined: false, encryptDeclined: true, ...automatic };
  expect(parsePromise(formatPromise(promise))).toEqual(promise);
  expect(parsePromise('{"sign":true,"encrypt":true}')).toEqual({
    sign: true,
    encrypt: true,
    signDeclined: false,
    encryptDeclined: false,
    encryptSuggested: false,
    encryptOffByHand: false,
    answersEncrypted: false,
  });
  expect(parsePromise(null)).toBeNull();
});

test.each(['', '{}', 'true', '{"sign":true}', '{"sign":1,"encrypt":0}', '{"sign":true,"encrypt":true,"signDeclined":"no"}'])(
  'a promise that cannot be understood: %s',
  (text) => {
    expect(() => parsePromise(text)).toThrow(expect.objectContaining({ code: 'ERR_RECORD_DAMAGED' }) as Error);
  },
);
