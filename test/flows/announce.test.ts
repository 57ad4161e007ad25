import { announcePromise, announceVerdict, promiseBarFor, verdictBarFor } from '../../src/flows/announce';
import type { Environment } from '../../src/flows/environment';
import { MailboxError } from '../../src/mailbox/errors';
import type { ReadItem } from '../../src/mailbox/types';
import type { Certificate } from '../../src/smime/index';
import { promiseBars, verdictBars } from '../../src/taskpane/texts/info-bars';
import { tiers } from '../../src/taskpane/texts/verdict';
import { createEnvironment } from '../support/environment';
import { createComposeItem, createFakeMailbox, createReadItem, person } from '../support/fake-mailbox';
import type { FakeInfoBars, FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring } from '../support/keyring';

const on = (tier: string, code = '') => ({ tier, code });
const digitalId = {} as Certificate;
const decrypted = { state: 'decrypted', algorithm: 'aes-256-cbc', authenticated: false, weak: false, recipients: [], openedWith: digitalId } as const;

let mailbox: FakeMailbox;
let env: Environment;
let item: ReadItem;

const keysOf = ({ infoBars }: Pick<ReadItem, 'infoBars'>) => [...(infoBars as FakeInfoBars).shown.keys()];
const bar = (key: keyof typeof verdictBars) => ({ key, message: verdictBars[key]('anna@contoso.com') });

beforeEach(() => {
  mailbox = createFakeMailbox('bob@signet.example');
  env = createEnvironment(mailbox, createTestKeyring(), {} as Certificate);
  item = createReadItem(mailbox, { from: person('anna@contoso.com'), headers: '' });
  mailbox.show(item);
});

describe('the info bar of a message that was checked', () => {
  test('each tier has its bar, or none', () => {
    const found = Object.fromEntries(tiers.map((tier) => [tier, verdictBarFor(on(tier), { state: 'not-encrypted' })]));
    expect(found).toEqual({
      danger: 'signet.danger',
      caution: 'signet.caution',
      unknown: null,
      locked: null,
      note: null,
      good: 'signet.good',
      none: null,
    });
    expect(verdictBarFor(on('locked'), { state: 'locked', digitalId, recipients: [] })).toBe('signet.encrypted');
    expect(verdictBarFor(on('note'), decrypted)).toBe('signet.encrypted');
    expect(verdictBarFor(on('danger'), decrypted)).toBe('signet.danger');
    expect(verdictBarFor(on('unknown'), { state: 'failed', problem: 'malformed', recipients: [] })).toBeNull();
  });

  test('a cancelled certificate is no change of the message, and red all the same', async () => {
    for (const code of ['revoked', 'issuer-revoked']) {
      expect(verdictBarFor(on('danger', code), { state: 'not-encrypted' })).toBe('signet.cancelled');
    }
    expect(verdictBarFor(on('caution', 'revoked-later'), { state: 'not-encrypted' })).toBe('signet.caution');
    expect(verdictBars['signet.cancelled']('')).not.toMatch(/changed|forged/);
    await announceVerdict(env, item, bar('signet.cancelled'));
    expect((item.infoBars as FakeInfoBars).shown.get('signet.cancelled')).toMatchObject({ kind: 'error' });
  });

  test('a weak encryption is never called encrypted without a word about it', () => {
    const weak = { ...decrypted, algorithm: 'des-ede3-cbc', weak: true };
    expect(verdictBarFor(on('note'), weak)).toBe('signet.weak');
    expect(verdictBars['signet.weak']('')).toMatch(/weak/);
    expect(verdictBarFor(on('caution'), weak)).toBe('signet.caution');
  });

  test.each(['subject-changed', 'headers-changed'])('%s is no word against the sender', (code) => {
    expect(verdictBarFor(on('caution', code), { state: 'not-encrypted' })).toBe('signet.changed');
    expect(verdictBars['signet.changed']('')).not.toMatch(/who sent/);
  });

  test('one takes the place of the other, and is taken away; none is ever kept', async () => {
    await announceVerdict(env, item, bar('signet.encrypted'));
    await announceVerdict(env, item, bar('signet.good'));
    expect(keysOf(item)).toEqual(['signet.good']);
    for (const shown of (item.infoBars as FakeInfoBars).shown.values()) expect(shown.isPersistent).not.toBe(true);
    await announceVerdict(env, item, null);
    expect(keysOf(item)).toEqual([]);
  });

  test('said in a hurry, the last word counts', async () => {
    await Promise.all([bar('signet.good'), null, bar('signet.danger')].map((said) => announceVerdict(env, item, said)));
    expect(keysOf(item)).toEqual(['signet.danger']);
  });

  test('nothing is said or taken away once another message is shown', async () => {
    await announceVerdict(env, item, bar('signet.good'));
    mailbox.show(createReadItem(mailbox, { from: person('eve@evil.example'), headers: '' }));
    mailbox.calls.length = 0;
    await announceVerdict(env, item, bar('signet.danger'));
    await announceVerdict(env, item, null);
    expect(mailbox.calls).toEqual([]);
  });

  test('another message while it is being shown: it is taken away again', async () => {
    const { infoBars } = item;
    const slow = { ...item, infoBars: { ...infoBars, show: async (shown: Parameters<typeof infoBars.show>[0]) => {
      await infoBars.show(shown);
      mailbox.show({ kind: 'none' });
    } } };
    mailbox.show(slow);
    await announceVerdict(env, slow, bar('signet.good'));
    expect(keysOf(item)).toEqual([]);
  });

  test('an Outlook that refuses takes nothing from the check; a fault of ours is not hidden', async () => {
    mailbox.failures.set('infoBars.show', new MailboxError('ERR_OFFICE_CALL', { call: 'x', officeCode: 9, officeName: 'x' }));
    await expect(announceVerdict(env, item, bar('signet.good'))).resolves.toBeUndefined();
    mailbox.failures.set('infoBars.show', new TypeError('ours'));
    await expect(announceVerdict(env, item, bar('signet.good'))).rejects.toThrow('ours');
  });
});

test('the promise stays with the draft until it is taken back, and says what Outlook does', async () => {
  const draft = createComposeItem(mailbox);
  mailbox.show(draft);
  const key = promiseBarFor(true);
  await announcePromise(env, draft, { key, message: promiseBars[key] });
  expect((draft.infoBars as FakeInfoBars).shown.get('signet.promise')).toMatchObject({ isPersistent: true, kind: 'information' });
  await announcePromise(env, draft, null);
  expect(keysOf(draft)).toEqual([]);
  expect(promiseBarFor(false)).toBe('signet.promiseNoCheck');
});

test('Outlook takes every text and key', () => {
  const longest = `${'x'.repeat(200)}@contoso.com`;
  const texts = [...Object.values(verdictBars).map((text) => text(longest)), ...Object.values(promiseBars)];
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(150);
  for (const key of [...Object.keys(verdictBars), ...Object.keys(promiseBars)]) expect(key.length).toBeLessThanOrEqual(32);
});
