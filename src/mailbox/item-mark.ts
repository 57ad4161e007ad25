import { callOutlook, offers, officeCodeOf, tellOutlook } from './call';
import { MailboxError } from './errors';

/**
 * A small text kept with a compose item in two places: session data, which the
 * pane and the send check share while the form is open, and custom properties,
 * which stay with the saved draft. Part of the send check: no `async`.
 */
export type MarkedItem = Partial<Pick<Office.MessageCompose, 'sessionData' | 'loadCustomPropertiesAsync'>>;

/** Office's "no such key" of `sessionData`. */
const keyNotFound = 9050;

/**
 * `null` when neither place has it. Session data holds the last word. Throws
 * when a place that this Outlook has cannot be read: "unknown" is not "no".
 */
export function readMark(item: MarkedItem, name: string): Promise<string | null> {
  return readSession(item, name).then((value) => value ?? readProperty(item, name));
}

/**
 * Keeps the mark, or removes it with `null`. The saved draft goes first: when
 * the second step fails, both places get back what they said, else a promise
 * would be lost on reopening. Session data too: a change that Outlook did not
 * answer in time may still have been made, and nobody saw it.
 */
export function writeMark(item: MarkedItem, name: string, value: string | null): Promise<void> {
  return oneByOne(() =>
    readPlaces(item, name).then((before) =>
      writePlaces(item, name, { property: value, session: value }).catch((error: unknown) => {
        const fail = (): never => {
          throw error;
        };
        return putBack(item, name, before).then(fail, fail);
      }),
    ),
  );
}

let last: Promise<unknown> = Promise.resolve();

/** Custom properties are loaded and saved all together: two marks kept at once would lose one of them. */
function oneByOne(write: () => Promise<void>): Promise<void> {
  const turn = last.then(write, write);
  last = turn;
  return turn;
}

interface Places {
  readonly property: string | null;
  readonly session: string | null;
}

function readPlaces(item: MarkedItem, name: string): Promise<Places> {
  return readProperty(item, name).then((property) => readSession(item, name).then((session) => ({ property, session })));
}

function writePlaces(item: MarkedItem, name: string, { property, session }: Places): Promise<void> {
  return writeProperty(item, name, property).then(() => writeSession(item, name, session));
}

function putBack(item: MarkedItem, name: string, { property, session }: Places): Promise<void> {
  const restoreSession = () => writeSession(item, name, session);
  return writeProperty(item, name, property).then(restoreSession, restoreSession);
}

function readSession(item: MarkedItem, name: string): Promise<string | null> {
  const { sessionData } = item;
  if (!offers(sessionData, 'getAsync') || sessionData === undefined) {
    return hasProperties(item) ? Promise.resolve(null) : Promise.reject(noPlace());
  }
  return callOutlook<string>(sessionData, 'sessionData.getAsync', (done) => sessionData.getAsync(name, done)).then(
    textOrNull,
    absentWhenNotFound,
  );
}

function readProperty(item: MarkedItem, name: string): Promise<string | null> {
  if (!hasProperties(item)) return Promise.resolve(null);
  return loadProperties(item).then((properties) => textOrNull(properties.get(name)));
}

function writeSession(item: MarkedItem, name: string, value: string | null): Promise<void> {
  const { sessionData } = item;
  if (!offers(sessionData, 'setAsync') || sessionData === undefined) {
    return hasProperties(item) ? Promise.resolve() : Promise.reject(noPlace());
  }
  if (value !== null) {
    return tellOutlook(sessionData, 'sessionData.setAsync', (done) => sessionData.setAsync(name, value, done));
  }
  return tellOutlook(sessionData, 'sessionData.removeAsync', (done) => sessionData.removeAsync(name, done)).catch(
    (error: unknown) => void absentWhenNotFound(error),
  );
}

function writeProperty(item: MarkedItem, name: string, value: string | null): Promise<void> {
  if (!hasProperties(item)) return Promise.resolve();
  return loadProperties(item).then((properties) => {
    if (value === null) properties.remove(name);
    else properties.set(name, value);
    return tellOutlook(properties, 'customProperties.saveAsync', (done) => properties.saveAsync(done));
  });
}

function loadProperties(item: MarkedItem): Promise<Office.CustomProperties> {
  return callOutlook<Office.CustomProperties>(item, 'loadCustomPropertiesAsync', (done) =>
    item.loadCustomPropertiesAsync?.(done),
  );
}

function hasProperties(item: MarkedItem): boolean {
  return offers(item, 'loadCustomPropertiesAsync');
}

function textOrNull(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  // Something else under our name is not "nothing": whoever parses it finds out.
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function absentWhenNotFound(error: unknown): null {
  if (officeCodeOf(error) === keyNotFound) return null;
  throw error;
}

function noPlace(): MailboxError {
  return new MailboxError('ERR_OFFICE_UNSUPPORTED', { call: 'sessionData.getAsync' });
}
