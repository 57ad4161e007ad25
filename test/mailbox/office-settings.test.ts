import { createOfficeSettings, settingsLimit } from '../../src/mailbox/office-settings';
import { answers, refuses } from './fake-office';

/** Roaming settings with the check of office.js: each value as JSON, then all as JSON, 32 K characters. */
function fakeBag(saveAsync: unknown = answers()) {
  const values = new Map<string, unknown>();
  const libraryMeasure = () =>
    JSON.stringify(Object.fromEntries([...values].map(([key, value]) => [key, JSON.stringify(value)]))).length;
  const bag = {
    get: (key: string) => values.get(key),
    set: (key: string, value: unknown) => void values.set(key, value),
    remove: (key: string) => void values.delete(key),
    saveAsync,
  };
  return { bag: bag as unknown as Office.RoamingSettings, values, libraryMeasure };
}

describe('roaming settings', () => {
  it('keeps, lists and removes', async () => {
    const { bag } = fakeBag();
    const settings = createOfficeSettings(bag);
    await settings.save({ 'signet.store': '{"a":1}', 'signet.policy': 'x' });
    expect(settings.keys()).toEqual(['signet.store', 'signet.policy']);
    expect(settings.get('signet.store')).toBe('{"a":1}');
    await settings.save({ 'signet.store': null, 'signet.id.0': 'y' });
    expect(settings.keys()).toEqual(['signet.policy', 'signet.id.0']);
    expect(settings.get('signet.store')).toBeUndefined();
    expect(createOfficeSettings(bag).keys()).toEqual(['signet.policy', 'signet.id.0']);
  });

  it('measures what office.js will measure', async () => {
    const { bag, libraryMeasure } = fakeBag();
    const settings = createOfficeSettings(bag);
    await settings.save({ 'signet.store': JSON.stringify({ quote: '"\\"', letter: 'ä€😀' }) });
    const changes = { 'signet.id.0': 'A'.repeat(1000), 'signet.store': '"' };
    const expected = settings.measure(changes);
    await settings.save(changes);
    expect(libraryMeasure()).toBe(expected);
    expect(settings.measure({})).toBe(expected);
  });

  it('refuses what is too large before touching anything', async () => {
    const { bag, values } = fakeBag();
    const settings = createOfficeSettings(bag);
    await settings.save({ 'signet.policy': 'x' });
    const before = [...values];
    await expect(settings.save({ 'signet.store': 'A'.repeat(settingsLimit) })).rejects.toMatchObject({
      code: 'ERR_SETTINGS_FULL',
      details: { limit: settingsLimit },
    });
    expect([...values]).toEqual(before);
  });

  it('fills the bag to the last character', async () => {
    const { bag, libraryMeasure } = fakeBag();
    const settings = createOfficeSettings(bag);
    const room = settingsLimit - settings.measure({ 'signet.store': '' });
    await settings.save({ 'signet.store': 'A'.repeat(room) });
    expect(libraryMeasure()).toBe(settingsLimit);
  });

  it('changes nothing in memory when saving fails', async () => {
    const { bag, values } = fakeBag();
    const settings = createOfficeSettings(bag);
    await settings.save({ 'signet.policy': 'old', 'signet.store': 'kept' });
    const before = new Map(values);
    Object.assign(bag, { saveAsync: refuses({ code: 9019, name: 'GenericSettingsError' }) });
    const failing = settings.save({ 'signet.policy': 'new', 'signet.id.0': 'added', 'signet.store': null });
    await expect(failing).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL' });
    expect(new Map(values)).toEqual(before);
  });

  it("says 'full' when Outlook says so", async () => {
    const settings = createOfficeSettings(fakeBag(refuses({ code: 9057 })).bag);
    await expect(settings.save({ 'signet.policy': 'x' })).rejects.toMatchObject({ code: 'ERR_SETTINGS_FULL' });
  });

  it('saves in the order of asking, and goes on after a failure', async () => {
    const { bag, values } = fakeBag();
    const settings = createOfficeSettings(bag);
    const failing = settings.save({ 'signet.a': 'A'.repeat(settingsLimit) });
    const saving = Promise.all([settings.save({ 'signet.b': '1' }), settings.save({ 'signet.b': '2' })]);
    await expect(failing).rejects.toMatchObject({ code: 'ERR_SETTINGS_FULL' });
    await saving;
    expect(values.get('signet.b')).toBe('2');
  });

  it('adopts in memory only, and lists what it adopted', async () => {
    const saveAsync = jest.fn(answers());
    const settings = createOfficeSettings(fakeBag(saveAsync).bag);
    await settings.save({ 'signet.a': '1', 'signet.b': '1' });
    await settings.adopt({ 'signet.a': null, 'signet.c': '2' });
    expect(saveAsync).toHaveBeenCalledTimes(1);
    expect(settings.keys()).toEqual(['signet.b', 'signet.c']);
    expect([settings.get('signet.a'), settings.get('signet.c')]).toEqual([undefined, '2']);
  });

  it('does not undo what was adopted when a save fails', async () => {
    const { bag } = fakeBag(refuses({ code: 9019 }));
    const settings = createOfficeSettings(bag);
    const failing = settings.save({ 'signet.a': 'mine' });
    const adopting = settings.adopt({ 'signet.a': 'theirs' });
    await expect(failing).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL' });
    await adopting;
    expect(settings.get('signet.a')).toBe('theirs');
  });

  it('has no key with a space and not its own', async () => {
    const settings = createOfficeSettings(fakeBag().bag);
    await expect(settings.save({ 'a b': 'x' })).rejects.toBeInstanceOf(TypeError);
    await expect(settings.save({ 'signet.keys': 'x' })).rejects.toBeInstanceOf(TypeError);
  });
});
