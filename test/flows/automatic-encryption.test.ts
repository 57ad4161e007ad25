import { automaticPromise, noPromise } from '../../src/flows/automatic-encryption';
import type { AutomaticEncryption } from '../../src/flows/automatic-encryption';
import { checkSendPolicy } from '../../src/flows/check-send-policy';
import { noPolicy } from '../../src/store/policy';
import type { SendPromise } from '../../src/store/policy';
import { defaultPreferences } from '../../src/store/preferences';
import { switches, turn } from '../../src/taskpane/pages/compose/protection';

const settings = { policy: noPolicy, preferences: defaultPreferences };
const decide = (given: Partial<AutomaticEncryption>) =>
  automaticPromise({ promise: null, settings, readiness: { canEncrypt: true }, answersEncrypted: false, ...given });
const withPreference = (changes: Partial<typeof defaultPreferences>) => ({ ...settings, preferences: { ...defaultPreferences, ...changes } });
const suggested: SendPromise = { ...noPromise, encryptSuggested: true };

describe('the suggestion', () => {
  test('comes when everyone can read it, stays, and goes when somebody cannot', () => {
    expect(decide({})).toEqual(suggested);
    expect(decide({ promise: suggested })).toBeUndefined();
    expect(decide({ promise: suggested, readiness: { canEncrypt: false } })).toBeNull();
  });

  test('is left alone while it is computed anew', () => {
    expect(decide({ readiness: null })).toBeUndefined();
    expect(decide({ promise: suggested, readiness: null })).toBeUndefined();
  });

  test.each<[string, Partial<AutomaticEncryption>]>([
    ['somebody cannot read it', { readiness: { canEncrypt: false } }],
    ['only when I choose', { settings: withPreference({ suggestEncryption: false }) }],
    ['always: it is required already', { settings: { ...settings, policy: { ...noPolicy, encryptAll: true } } }],
    ['the person switched it off here', { promise: { ...noPromise, encryptOffByHand: true } }],
    ['the person switched it on here', { promise: { ...noPromise, encrypt: true } }],
    ['declined against "encrypt all"', { promise: { ...noPromise, encryptDeclined: true } }],
  ])('does not come: %s', (_why, given) => {
    expect(decide(given)).toBeUndefined();
  });

  test('keeps what was promised about signing', () => {
    expect(decide({ promise: { ...noPromise, sign: true } })).toEqual({ ...suggested, sign: true });
    expect(decide({ promise: { ...suggested, sign: true }, readiness: { canEncrypt: false } })).toEqual({ ...noPromise, sign: true });
  });
});

describe('an answer to an encrypted message', () => {
  const answer = { answersEncrypted: true, readiness: { canEncrypt: false } };
  const promised: SendPromise = { ...noPromise, encrypt: true, answersEncrypted: true };

  test('is promised to be encrypted, whoever can read it, before that is known', () => {
    expect(decide(answer)).toEqual(promised);
    expect(decide({ ...answer, readiness: null })).toEqual(promised);
    expect(decide({ ...answer, promise: suggested })).toEqual(promised);
    expect(decide({ ...answer, promise: promised })).toBeUndefined();
  });

  test('unless the person does not want that, or declined it here', () => {
    expect(decide({ ...answer, settings: withPreference({ answerEncrypted: false }) })).toBeUndefined();
    const declined = turn(promised, 'encrypt', false, noPolicy);
    expect(declined).toMatchObject({ encrypt: false, answersEncrypted: true, encryptOffByHand: true });
    expect(decide({ ...answer, promise: declined, readiness: { canEncrypt: true } })).toBeUndefined();
  });

  test('stays promised when the setting changes', () => {
    expect(decide({ promise: promised, settings: withPreference({ answerEncrypted: false }), answersEncrypted: true })).toBeUndefined();
  });
});

/** Every message state there can be, with every setting for all. */
const flags = Object.keys(noPromise) as readonly (keyof SendPromise)[];
const everyPromise = Array.from({ length: 2 ** flags.length }, (_, bits) =>
  Object.fromEntries(flags.map((flag, at) => [flag, (bits >> at) % 2 === 1])),
) as unknown as readonly SendPromise[];
const everyPolicy = [false, true].flatMap((signAll) => [false, true].map((encryptAll) => ({ signAll, encryptAll })));

describe('nothing readable after Encrypt was on', () => {
  const states = everyPromise.flatMap((promise) => everyPolicy.map((policy) => ({ promise, policy })));

  test.each([
    ["Outlook's own Send", undefined],
    ['Sign & Send', { sign: true, encrypt: false }],
  ] as const)('%s never goes through where the pane shows Encrypt on', (_how, protection) => {
    for (const { promise, policy } of states) {
      const shown = switches({ policy, preferences: defaultPreferences }, promise, null).encrypt;
      if (!shown.isOn) continue;
      const decision = checkSendPolicy({ policy, promise, ...(protection === undefined ? {} : { protection }) });
      expect({ promise, policy, allow: decision.allow }).toEqual({ promise, policy, allow: false });
    }
  });

  test('only what is merely suggested may be sent all the same', () => {
    for (const { promise, policy } of states) {
      const decision = checkSendPolicy({ policy, promise });
      const mayAsk = !decision.allow && decision.reason === 'suggestedEncrypt';
      const isRequired = promise.encrypt || promise.sign || (policy.encryptAll && !promise.encryptDeclined) || (policy.signAll && !promise.signDeclined);
      if (mayAsk) expect({ promise, policy, isRequired }).toEqual({ promise, policy, isRequired: false });
      if (isRequired) expect({ promise, policy, allow: decision.allow }).toEqual({ promise, policy, allow: false });
    }
  });

  test('what goes encrypted as shown goes', () => {
    expect(checkSendPolicy({ policy: noPolicy, promise: suggested, protection: { sign: false, encrypt: true } })).toEqual({ allow: true });
    expect(checkSendPolicy({ policy: noPolicy, promise: turn(suggested, 'encrypt', false, noPolicy) })).toEqual({ allow: true });
  });
});
