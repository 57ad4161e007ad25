import { costOfSetting } from '../../src/store/budget';
import { defaultPreferences, formatPreferences, parsePreferences, preferencesKey, strictestPreferences } from '../../src/store/preferences';
import type { KeepUnlocked, Preferences } from '../../src/store/preferences';

const times: readonly KeepUnlocked[] = ['quarterHour', 'hour', 'untilClosed'];
const kept = (preferences: object, version: unknown = 1) => JSON.stringify({ version, preferences });

test.each(times)('what is kept (%s) is what was set', (keepUnlocked) => {
  const opposite: Preferences = { suggestEncryption: false, clearSigned: false, answerEncrypted: false, addSenders: true, hideSubject: true, keepUnlocked };
  expect(parsePreferences(formatPreferences(opposite))).toEqual(opposite);
  expect(parsePreferences(formatPreferences({ ...defaultPreferences, keepUnlocked }))).toEqual({ ...defaultPreferences, keepUnlocked });
});

test('nothing kept: the defaults', () => {
  expect(parsePreferences(undefined)).toEqual({
    suggestEncryption: true,
    clearSigned: true,
    answerEncrypted: true,
    addSenders: false,
    hideSubject: false,
    keepUnlocked: 'untilClosed',
  });
});

test('what was kept before a subject could be hidden is read, and hides none', () => {
  const { hideSubject, ...before } = defaultPreferences;
  expect(hideSubject).toBe(false);
  expect(parsePreferences(kept({ ...before, addSenders: true }))).toEqual({ ...defaultPreferences, addSenders: true });
});

test('the strictest never protects less than any other choice', () => {
  expect(strictestPreferences).toMatchObject({ suggestEncryption: true, answerEncrypted: true, addSenders: false, hideSubject: true, keepUnlocked: 'quarterHour' });
});

test.each<[string, string, string]>([
  ['not JSON', 'off', 'ERR_RECORD_DAMAGED'],
  ['a list', '[]', 'ERR_RECORD_DAMAGED'],
  ['no version', JSON.stringify({ preferences: defaultPreferences }), 'ERR_RECORD_DAMAGED'],
  ['no preferences', '{"version":1}', 'ERR_RECORD_DAMAGED'],
  ['a text for a switch', kept({ ...defaultPreferences, addSenders: 'yes' }), 'ERR_RECORD_DAMAGED'],
  ['a text for hiding the subject', kept({ ...defaultPreferences, hideSubject: 'no' }), 'ERR_RECORD_DAMAGED'],
  ['a missing switch', kept({ ...defaultPreferences, answerEncrypted: undefined }), 'ERR_RECORD_DAMAGED'],
  ['an unknown time', kept({ ...defaultPreferences, keepUnlocked: 'forever' }), 'ERR_RECORD_DAMAGED'],
  ['a newer version', kept(defaultPreferences, 2), 'ERR_RECORD_VERSION'],
])('%s is refused', (_what, text, code) => {
  expect(() => parsePreferences(text)).toThrow(expect.objectContaining({ code }) as Error);
});

test('it takes little of the 8 K characters for everything but digital IDs', () => {
  expect(costOfSetting(preferencesKey, formatPreferences(defaultPreferences))).toBeLessThan(300);
});
