import { officeCodeOf, tellOutlook } from './call';
import { MailboxError } from './errors';
import type { SettingsStore } from './types';

/** Characters of the whole bag as office.js counts them before it saves. */
export const settingsLimit = 32 * 1024;

/** Outlook lists no keys; this one holds the names of the others, parted by spaces, and counts like them. */
const namesKey = 'signet.keys';

/** Outlook's own "too large", besides the check of office.js. */
const settingsTooLarge = 9057;

type Changes = Readonly<Record<string, string | null>>;
type Bag = Pick<Office.RoamingSettings, 'get' | 'set' | 'remove' | 'saveAsync'>;

/**
 * `SettingsStore` over roaming settings. Saves run one after the other.
 *
 * Outlook gives each pane its own copy, never renews it, and saves it whole:
 * the last writer wins. Panes of one browser tell each other (`adopt`); a pane
 * on another device or in another browser that was opened before a change and
 * saves after it still undoes that change, and nothing in Outlook prevents it.
 */
export function createOfficeSettings(bag: Bag): SettingsStore {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<void> | void): Promise<void> => {
    const turn = last.then(act);
    last = turn.catch(() => undefined); // Its own caller is told; the next one is independent of it.
    return turn;
  };
  return {
    limitCharacters: settingsLimit,
    get: (key) => textOf(bag, key),
    keys: () => namesIn(bag),
    measure: (changes) => charactersOf(entriesAfter(bag, changes)),
    save: (changes) => inTurn(() => saveChanges(bag, changes)),
    // In turn too: a save that fails puts back what it found, and would undo what was adopted meanwhile.
    adopt: (changes) => inTurn(() => putAll(bag, changes, entriesAfter(bag, changes))),
  };
}

async function saveChanges(bag: Bag, changes: Changes): Promise<void> {
  const after = entriesAfter(bag, changes);
  const characters = charactersOf(after);
  if (characters > settingsLimit) throw new MailboxError('ERR_SETTINGS_FULL', { characters, limit: settingsLimit });
  const before = [...Object.keys(changes), namesKey].map((key) => [key, textOf(bag, key)] as const);
  try {
    putAll(bag, changes, after);
    await tellOutlook(bag, 'roamingSettings.saveAsync', (done) => bag.saveAsync(done));
  } catch (error) {
    for (const [key, value] of before) put(bag, key, value);
    throw fullOr(error, characters);
  }
}

/** All of our entries as they would be, with the list of their names. */
function entriesAfter(bag: Bag, changes: Changes): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const key of namesIn(bag)) entries.set(key, textOf(bag, key) ?? '');
  for (const [key, value] of Object.entries(changes)) {
    if (key === namesKey || !/^\S+$/.test(key)) throw new TypeError(`not a name for a setting: "${key}"`);
    if (value === null) entries.delete(key);
    else entries.set(key, value);
  }
  return entries.set(namesKey, [...entries.keys()].join(' '));
}

/** office.js writes each value as JSON, then all of them as JSON, and counts UTF-16 units. */
function charactersOf(entries: ReadonlyMap<string, string>): number {
  const written = [...entries].map(([key, value]) => [key, JSON.stringify(value)] as const);
  return JSON.stringify(Object.fromEntries(written)).length;
}

function namesIn(bag: Bag): readonly string[] {
  const names = (textOf(bag, namesKey) ?? '').split(' ');
  return names.filter((name) => name !== '' && name !== namesKey && textOf(bag, name) !== undefined);
}

function textOf(bag: Bag, key: string): string | undefined {
  const value: unknown = bag.get(key);
  return typeof value === 'string' ? value : undefined;
}

function putAll(bag: Bag, changes: Changes, after: ReadonlyMap<string, string>): void {
  for (const key of [...Object.keys(changes), namesKey]) put(bag, key, after.get(key));
}

function put(bag: Bag, key: string, value: string | undefined): void {
  if (value === undefined) bag.remove(key);
  else bag.set(key, value);
}

function fullOr(error: unknown, characters: number): unknown {
  const isFull = officeCodeOf(error) === settingsTooLarge;
  return isFull ? new MailboxError('ERR_SETTINGS_FULL', { characters, limit: settingsLimit }, { cause: error }) : error;
}
