import type { Readiness, RecipientReadiness, RecipientState } from '../../src/flows/check-readiness';
import { noPromise } from '../../src/flows/automatic-encryption';
import { noPolicy } from '../../src/store/policy';
import type { SendPolicy, SendPromise } from '../../src/store/policy';
import { defaultPreferences } from '../../src/store/preferences';
import { switches, turn } from '../../src/taskpane/pages/compose/protection';
import { mainButton } from '../../src/taskpane/pages/compose/situation';
import type { ComposeFacts } from '../../src/taskpane/pages/compose/situation';
import { fillLoosely } from '../../src/taskpane/texts/words';
import type { DigitalIdEntry } from '../../src/worker/keyring';

const digitalId = { name: 'Mine', fingerprint: 'ab', certificate: { notAfter: new Date('2026-01-02') }, chain: [] } as unknown as DigitalIdEntry;
const person = (state: RecipientState, role: RecipientReadiness['role'] = 'to'): RecipientReadiness => ({
  address: `${state}@contoso.com`,
  name: 'Anybody',
  role,
  state,
});
const readiness = (parts: Partial<Readiness> = {}): Readiness => ({
  recipients: [person('ready')],
  signing: { state: 'ready', digitalId },
  encryptToSelf: digitalId,
  canEncrypt: true,
  contactsUnavailable: false,
  size: { signedBytes: 100, encryptedBytes: 140, limitBytes: 1000 },
  ...parts,
});
const facts = (parts: Partial<ComposeFacts> = {}): ComposeFacts => ({
  sign: true,
  encrypt: true,
  status: 'unlocked',
  readiness: readiness(),
  from: 'me@contoso.com',
  attachments: [],
  isOnline: true,
  ...parts,
});
const shown = (parts: Partial<ComposeFacts>) => {
  const { situation, label, line, values, act } = mainButton(facts(parts));
  return { situation, act, label: fillLoosely(label, values), line: fillLoosely(line, values) };
};

describe('the button says what will happen', () => {
  test.each([
    [{ encrypt: false }, 'sign', 'Sign & Send', 'Anyone on the way can read this message.'],
    [{ sign: false }, 'encrypt', 'Encrypt & Send', "Not signed: nobody can be sure it's from you."],
    [{}, 'both', 'Sign, Encrypt & Send', 'Only you and 1 person can read it.'],
  ] as const)('%j', (parts, situation, label, line) => {
    expect(shown(parts)).toEqual({ situation, act: 'send', label, line });
  });

  test('neither: Outlook sends, so there is no button', () => {
    expect(shown({ sign: false, encrypt: false })).toMatchObject({ situation: 'none', label: '', act: 'none' });
  });

  test('locked: the same label as unlocked', () => {
    expect(shown({ status: 'locked' })).toMatchObject({ situation: 'locked', label: 'Sign, Encrypt & Send', act: 'unlockAndSend' });
  });
});

describe('what is in the way', () => {
  test.each<readonly [string, Partial<ComposeFacts>, string, string]>([
    ['no digital ID', { readiness: readiness({ signing: { state: 'none' } }) }, 'noId', 'import'],
    ['none for From', { readiness: readiness({ signing: { state: 'noneForSender' } }) }, 'noIdForFrom', 'none'],
    ['ran out', { readiness: readiness({ signing: { state: 'expired', digitalId } }) }, 'idExpired', 'import'],
    ['nobody to send to', { readiness: readiness({ recipients: [] }) }, 'noRecipient', 'none'],
    ['unresolved', { readiness: readiness({ recipients: [person('unresolved')] }) }, 'unresolved', 'none'],
    ['a list', { readiness: readiness({ recipients: [person('list')] }) }, 'list', 'fix'],
    ['no certificate', { readiness: readiness({ recipients: [person('none'), person('expired')] }) }, 'fix', 'fix'],
    ['Bcc', { readiness: readiness({ recipients: [person('ready'), person('ready', 'bcc')] }) }, 'bcc', 'none'],
    ['too large', { readiness: readiness({ size: { signedBytes: 1, encryptedBytes: 2e6, limitBytes: 1e6 } }) }, 'tooLarge', 'none'],
    ['offline', { isOnline: false }, 'offline', 'none'],
    ['not computed yet', { readiness: null }, 'checking', 'none'],
    ['unreadable store', { status: 'unreadable' }, 'unreadableStore', 'none'],
    [
      'a file in the cloud',
      { attachments: [{ id: '1', name: 'plan.pdf', contentType: '', size: 1, kind: 'cloud', isInline: false }] },
      'attachment',
      'none',
    ],
  ])('%s', (_what, parts, situation, act) => {
    const button = shown(parts);
    expect(button).toMatchObject({ situation, act });
    expect(button.line).not.toMatch(/[{}]/);
    expect(button.label).not.toBe('');
  });

  test('says how many recipients', () => {
    const recipients = [person('none'), person('expired'), person('ready')];
    expect(shown({ readiness: readiness({ recipients }) }).label).toBe('Fix 2 recipients to send');
  });

  test('a list or a Bcc does not hinder signing', () => {
    const recipients = [person('list'), person('ready', 'bcc')];
    expect(shown({ encrypt: false, readiness: readiness({ recipients }) }).act).toBe('send');
  });

  test('signing alone needs no certificate of anybody', () => {
    expect(shown({ encrypt: false, readiness: readiness({ recipients: [person('none')] }) }).act).toBe('send');
  });

  test('as long as one recipient cannot read it, nothing is sent encrypted', () => {
    const states: readonly RecipientState[] = ['none', 'expired', 'notYet', 'signOnly', 'otherAddress', 'weak', 'unresolved', 'list'];
    for (const state of states) {
      const recipients = [person('ready'), person(state)];
      expect(shown({ readiness: readiness({ recipients }) }).act).not.toMatch(/send/i);
    }
  });
});

describe('the switches', () => {
  const both = { signAll: true, encryptAll: true };
  const standing = (policy: SendPolicy, promise: SendPromise | null, given: Readiness | null = null, suggestEncryption = true) =>
    switches({ policy, preferences: { ...defaultPreferences, suggestEncryption } }, promise, given);

  test('stand as promised, else as set for all', () => {
    expect(standing(noPolicy, null)).toMatchObject({ sign: { isOn: false }, encrypt: { isOn: false } });
    expect(standing(both, null)).toMatchObject({ sign: { isOn: true }, encrypt: { isOn: true } });
    expect(standing(noPolicy, { sign: false, encrypt: true })).toMatchObject({ encrypt: { isOn: true, why: 'On: you chose it' } });
  });

  test('settings that somebody altered are no choice of the person', () => {
    const altered = { policy: both, preferences: defaultPreferences, settingsIntegrity: 'changed' } as const;
    const why = "On: Signet's settings were changed from outside";
    expect(switches(altered, null, null)).toEqual({ sign: { isOn: true, why }, encrypt: { isOn: true, why } });
  });

  test('off against a setting for all is written down', () => {
    const promise = turn(null, 'encrypt', false, both);
    expect(promise).toMatchObject({ encrypt: false, encryptDeclined: true });
    expect(standing(both, promise).encrypt).toEqual({ isOn: false, why: 'Off: you chose it' });
  });

  test('turning one leaves the other', () => {
    const promise = turn(turn(null, 'encrypt', true, noPolicy), 'sign', true, noPolicy);
    expect(promise).toMatchObject({ sign: true, encrypt: true });
    expect(turn(promise, 'sign', false, noPolicy)).toMatchObject({ sign: false, encrypt: true });
  });

  test('say why Encrypt is on or off by itself', () => {
    const why = (promise: SendPromise | null, given: Partial<Readiness>, suggest?: boolean) => {
      const { encrypt } = standing(noPolicy, promise, readiness(given), suggest);
      return fillLoosely(encrypt.why, encrypt.values ?? {});
    };
    const off = { canEncrypt: false };
    const missing = { ...off, recipients: [person('ready'), person('none')] };
    expect(why({ ...noPromise, encryptSuggested: true }, {})).toBe('On because everyone can read it');
    expect(why({ ...noPromise, encrypt: true, answersEncrypted: true }, off)).toBe("On because the message you're answering was encrypted");
    expect(why(null, missing)).toBe("Off: none@contoso.com can't read it");
    expect(why(null, missing, false)).toBe('Off');
    expect(why(null, { ...off, recipients: [person('ready', 'bcc')] })).toBe('Off: everyone could find out who got a Bcc');
    expect(why(null, { ...off, recipients: [] })).toBe('Off');
    expect(why({ ...noPromise, encryptOffByHand: true }, {})).toBe('Off: you chose it');
  });

  test('what is switched off by hand is not suggested again', () => {
    expect(turn({ ...noPromise, encryptSuggested: true }, 'encrypt', false, noPolicy)).toEqual({ ...noPromise, encryptOffByHand: true });
  });

  test('nothing promised leaves no mark', () => {
    expect(turn(turn(null, 'sign', true, noPolicy), 'sign', false, noPolicy)).toBeNull();
  });
});
