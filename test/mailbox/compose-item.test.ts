import { createComposeItem } from '../../src/mailbox/compose-item';
import { answers, asCompose, fakeCompose, hangs, installOffice, person, refuses } from './fake-office';
import type { FakeCompose } from './fake-office';

const compose = (item: object) => createComposeItem(asCompose(item), 0);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a draft', () => {
  it('is read whole, attachments in order', async () => {
    const item = fakeCompose({
      html: '<img src="cid:cat.png">',
      files: [
        { id: '1', name: 'b.pdf', content: base64('pdf') },
        { id: '2', name: 'cat.png', content: base64('cat'), isInline: true },
        { id: '3', name: 'unused.png', content: base64('png'), isInline: true },
      ],
    });
    Object.assign(item, { inReplyTo: '<1@signet.example>' });
    const draft = await compose(item).draft();
    expect(draft).toMatchObject({
      from: { address: 'alice@signet.example', name: 'Alice Lind' },
      to: [{ address: 'bob@signet.example' }, { address: 'team@signet.example', isList: true }],
      cc: [],
      bcc: [{ address: 'carol@signet.example' }],
      subject: 'Lunch',
      text: 'Hello',
      html: '<img src="cid:cat.png">',
      inReplyTo: '<1@signet.example>',
    });
    expect(draft.attachments.map(({ name, contentType, isInline, contentId, bytes }) => [name, contentType, isInline, contentId, Buffer.from(bytes).toString()])).toEqual([
      ['b.pdf', 'application/pdf', false, undefined, 'pdf'],
      ['cat.png', 'image/png', true, 'cat.png', 'cat'],
      ['unused.png', 'image/png', false, undefined, 'png'],
    ]);
  });

  it('has no HTML when it is plain text, and no reply when Outlook names none', async () => {
    const draft = await compose(fakeCompose({ html: null })).draft();
    expect(draft).not.toHaveProperty('html');
    expect(draft).not.toHaveProperty('inReplyTo');
  });

  it.each([
    ['a cloud attachment', { attachmentType: 'cloud' }, 'cloud'],
    ['an attached message', { attachmentType: 'item' }, 'item'],
    ['a link in place of the content', { content: 'https://signet.example/', format: 'url' }, 'cloud'],
    ['empty content', { content: '' }, 'empty'],
    ['content that is not base64', { content: '***' }, 'refused'],
    ['an unknown format', { content: 'x', format: 'new' }, 'refused'],
  ])('is an error with %s', async (_title, file, reason) => {
    const item = fakeCompose({ files: [{ id: '1', name: 'good.txt', content: base64('x') }, { id: '2', name: 'bad.txt', ...file }] });
    await expect(compose(item).draft()).rejects.toMatchObject({
      code: 'ERR_ATTACHMENT_UNREADABLE',
      details: { name: 'bad.txt', reason },
    });
  });

  it('is an error when Outlook refuses a file', async () => {
    const item = { ...fakeCompose({ files: [{ id: '1', name: 'a.txt' }] }), getAttachmentContentAsync: refuses({ code: 9003 }) };
    await expect(compose(item).draft()).rejects.toMatchObject({ code: 'ERR_ATTACHMENT_UNREADABLE', details: { reason: 'refused' } });
  });

  it.each(['from', 'to', 'cc', 'bcc', 'subject', 'body'])('is an error when %s cannot be read', async (part) => {
    const item = { ...fakeCompose(), [part]: { getAsync: refuses({ code: 5001 }), getTypeAsync: refuses({ code: 5001 }) } };
    await expect(compose(item).draft()).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL' });
  });

  it.each(['from', 'to', 'body', 'getAttachmentsAsync'])('is unsupported where Outlook has no %s', async (part) => {
    const item = { ...fakeCompose(), [part]: undefined };
    await expect(compose(item).draft()).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED' });
  });

  it('is summed up without reading files', async () => {
    const item = { ...fakeCompose({ files: [{ id: '1', name: 'a.txt', size: 7 }] }), getAttachmentContentAsync: hangs };
    await expect(compose(item).summary()).resolves.toMatchObject({
      subject: 'Lunch',
      attachments: [{ id: '1', name: 'a.txt', contentType: 'text/plain', size: 7, kind: 'file', isInline: false }],
    });
  });
});

describe('a mark', () => {
  it('is kept in both places and removed from both', async () => {
    const item = fakeCompose();
    const marked = compose(item);
    await expect(marked.readMark('m')).resolves.toBeNull();
    await marked.writeMark('m', 'on');
    expect([item.session.get('m'), item.kept.get('m')]).toEqual(['on', 'on']);
    await expect(marked.readMark('m')).resolves.toBe('on');
    await marked.writeMark('m', null);
    expect([item.session.size, item.kept.size]).toEqual([0, 0]);
    await marked.writeMark('m', null);
  });

  it('is found in the draft when the session is new', async () => {
    const item = fakeCompose();
    item.kept.set('m', 'saved');
    await expect(compose(item).readMark('m')).resolves.toBe('saved');
  });

  it('is what the session says when both have one', async () => {
    const item = fakeCompose();
    item.kept.set('m', 'saved');
    item.session.set('m', 'newer');
    await expect(compose(item).readMark('m')).resolves.toBe('newer');
  });

  it('cannot be told when the session cannot be read', async () => {
    const item = { ...fakeCompose(), sessionData: { getAsync: refuses({ code: 9020 }) } };
    await expect(compose(item).readMark('m')).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL' });
  });

  it('cannot be told when the properties cannot be read', async () => {
    const item = { ...fakeCompose(), loadCustomPropertiesAsync: refuses({ code: 9020 }) };
    await expect(compose(item).readMark('m')).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL' });
  });

  it('lives in one place where Outlook has only one', async () => {
    const withoutSession = { ...fakeCompose(), sessionData: undefined };
    await compose(withoutSession).writeMark('m', 'on');
    await expect(compose(withoutSession).readMark('m')).resolves.toBe('on');
    const withoutProperties = { ...fakeCompose(), loadCustomPropertiesAsync: undefined };
    await compose(withoutProperties).writeMark('m', 'on');
    await expect(compose(withoutProperties).readMark('m')).resolves.toBe('on');
  });

  it('is unsupported where there is no place at all', async () => {
    const nowhere = { ...fakeCompose(), sessionData: undefined, loadCustomPropertiesAsync: undefined };
    await expect(compose(nowhere).writeMark('m', 'on')).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED' });
    await expect(compose(nowhere).readMark('m')).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED' });
  });

  it.each<string | null>([null, 'off'])('stays as it was in both places when changing it to %s failed half-way', async (value) => {
    const item = fakeCompose();
    await compose(item).writeMark('m', 'on');
    Object.assign(item.sessionData, { setAsync: refuses({ code: 9020 }), removeAsync: refuses({ code: 9020 }) });
    await expect(compose(item).writeMark('m', value)).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL' });
    expect([item.session.get('m'), item.kept.get('m')]).toEqual(['on', 'on']);
  });

  /** As office.js does: each load is a copy of all properties, and a save writes that copy whole. */
  function copies(item: FakeCompose): Record<string, string> {
    const kept: Record<string, string> = {};
    item.loadCustomPropertiesAsync = answers(() => {
      const copy = { ...kept };
      return {
        get: (name: string) => copy[name],
        set: (name: string, value: string) => void (copy[name] = value),
        remove: (name: string) => void Reflect.deleteProperty(copy, name),
        saveAsync: answers(() => {
          for (const name of Object.keys(kept)) Reflect.deleteProperty(kept, name);
          Object.assign(kept, copy);
        }),
      };
    });
    return kept;
  }

  it.each([0, 1, 2])('is not lost to another one that is written at the same time (%i turns before)', async (turns) => {
    const item = fakeCompose();
    const kept = copies(item);
    const marked = compose(item);
    const wish = marked.writeMark('wish', 'taken');
    for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
    await Promise.all([wish, marked.writeMark('promise', 'on')]);
    expect(kept).toEqual({ wish: 'taken', promise: 'on' });
  });

  it('stays as it was when a change was made but never answered', async () => {
    const item = fakeCompose();
    const marked = compose(item);
    await marked.writeMark('m', 'on');
    const { setAsync } = item.sessionData;
    const unanswered = jest.fn((...args: unknown[]) => {
      item.sessionData.setAsync = setAsync;
      setAsync(...args.slice(0, -1), () => undefined);
    });
    item.sessionData.setAsync = unanswered;
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask'] });
    const writing = expect(marked.writeMark('m', 'off')).rejects.toMatchObject({ code: 'ERR_OFFICE_TIMEOUT' });
    while (unanswered.mock.calls.length === 0) await new Promise((next) => setImmediate(next));
    jest.advanceTimersByTime(60_000);
    jest.useRealTimers();
    await writing;
    expect([item.session.get('m'), item.kept.get('m')]).toEqual(['on', 'on']);
  });

  it('is not said to be kept when one place failed', async () => {
    const item = fakeCompose();
    item.properties.saveAsync = refuses({ code: 9020 });
    await expect(compose(item).writeMark('m', 'on')).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL' });
    expect(item.session.size).toBe(0);
  });
});

describe('discarding', () => {
  it('closes the form without asking', async () => {
    const closeAsync = jest.fn(answers());
    await compose({ ...fakeCompose(), closeAsync }).discard();
    expect(closeAsync).toHaveBeenCalledWith({ discardItem: true }, expect.any(Function));
  });

  it('is unsupported before Mailbox 1.14', async () => {
    await expect(compose({ ...fakeCompose(), closeAsync: undefined }).discard()).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED' });
  });
});

describe('changes', () => {
  let removeOffice: () => void;
  beforeEach(() => {
    removeOffice = installOffice({ EventType: { RecipientsChanged: 'olkRecipientsChanged', AttachmentsChanged: 'olkAttachmentsChanged' } });
  });
  afterEach(() => {
    jest.useRealTimers();
    removeOffice();
  });

  it('of recipients and attachments reach all listeners', async () => {
    const handlers = new Map<string, () => void>();
    const addHandlerAsync = answers((type: unknown, handler: unknown) => void handlers.set(String(type), handler as () => void));
    const changing = compose({ ...fakeCompose(), addHandlerAsync });
    const [first, second] = [jest.fn(), jest.fn()];
    const stopFirst = changing.onChanged(first);
    const stopSecond = changing.onChanged(second);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([...handlers.keys()]).toEqual(['olkRecipientsChanged', 'olkAttachmentsChanged']);
    handlers.get('olkRecipientsChanged')?.();
    stopFirst();
    handlers.get('olkAttachmentsChanged')?.();
    stopSecond();
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 2]);
  });

  it('of From are asked for while somebody listens', async () => {
    jest.useFakeTimers();
    let sender = 'alice@signet.example';
    const item = { ...fakeCompose(), from: { getAsync: answers(() => person(sender)) } };
    const listener = jest.fn();
    const stop = compose(item).onChanged(listener);
    await jest.advanceTimersByTimeAsync(4_000);
    expect(listener).not.toHaveBeenCalled();
    sender = 'sales@signet.example';
    await jest.advanceTimersByTimeAsync(4_000);
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
