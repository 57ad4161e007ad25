/** Outlook's half of the conversation, as little as these tests need; every call is noted in order. */
export interface Failure {
  readonly code: number;
  readonly name?: string;
}

type Callback = (result: unknown) => void;

export const succeeded = (value?: unknown) => ({ status: 'succeeded', value });
export const failed = ({ code, name = 'Refused' }: Failure) => ({ status: 'failed', error: { code, name, message: '' } });

/** A method that answers with a value, after a turn of the event loop, whatever its other arguments. */
export function answers(value?: unknown) {
  return (...args: unknown[]) => {
    const done = args.pop() as Callback;
    setImmediate(() => done(succeeded(typeof value === 'function' ? (value as (...all: unknown[]) => unknown)(...args) : value)));
  };
}

export function refuses(failure: Failure) {
  return (...args: unknown[]) => {
    const done = args.pop() as Callback;
    setImmediate(() => done(failed(failure)));
  };
}

/** A method whose callback is never called. */
export const hangs = () => undefined;

export const person = (emailAddress: string, displayName = emailAddress, recipientType = 'user') => ({
  emailAddress,
  displayName,
  recipientType,
});

export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly content?: string;
  readonly format?: string;
  readonly attachmentType?: string;
  readonly isInline?: boolean;
  readonly contentId?: string;
  readonly size?: number;
}

export function fakeCompose(options: { readonly html?: string | null; readonly files?: readonly FakeFile[] } = {}) {
  const { html = '<p>Hello</p>', files = [] } = options;
  const session = new Map<string, string>();
  const kept = new Map<string, string>();
  const properties = {
    get: (name: string) => kept.get(name),
    set: (name: string, value: string) => void kept.set(name, value),
    remove: (name: string) => void kept.delete(name),
    saveAsync: answers(),
  };
  const content = (id: unknown) => {
    const file = files.find((one) => one.id === id);
    return { content: file?.content ?? '', format: file?.format ?? 'base64' };
  };
  return {
    session,
    kept,
    itemType: 'message',
    subject: { getAsync: answers('Lunch') },
    from: { getAsync: answers(person('alice@signet.example', 'Alice Lind')) },
    to: { getAsync: answers([person('bob@signet.example', 'Bob Marsh'), person('team@signet.example', 'Team', 'distributionList')]) },
    cc: { getAsync: answers([]) },
    bcc: { getAsync: answers([person('carol@signet.example')]) },
    body: {
      getTypeAsync: answers(html === null ? 'text' : 'html'),
      getAsync: answers((form: unknown) => (form === 'html' ? html : 'Hello')),
    },
    getAttachmentsAsync: answers(
      files.map(({ id, name, attachmentType = 'file', isInline = false, contentId, size = 3 }) => ({
        id, name, attachmentType, isInline, size, ...(contentId === undefined ? {} : { contentId }),
      })),
    ),
    getAttachmentContentAsync: answers(content),
    addHandlerAsync: answers(),
    closeAsync: answers(),
    sessionData: {
      getAsync: (name: string, done: Callback) =>
        setImmediate(() => done(session.has(name) ? succeeded(session.get(name)) : failed({ code: 9050, name: 'KeyNotFound' }))),
      setAsync: answers((name: unknown, value: unknown) => void session.set(String(name), String(value))),
      removeAsync: answers((name: unknown) => void session.delete(String(name))),
    },
    loadCustomPropertiesAsync: answers(properties),
    properties,
  };
}

export type FakeCompose = ReturnType<typeof fakeCompose>;

export const asCompose = (item: object) => item as unknown as Office.MessageCompose;

/** Puts an `Office` in the place where the add-in finds it; returns how to take it away. */
export function installOffice(office: object): () => void {
  Object.assign(globalThis, { Office: office });
  return () => void Reflect.deleteProperty(globalThis, 'Office');
}
