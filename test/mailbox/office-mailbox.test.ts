import { createOfficeMailbox } from '../../src/mailbox/office-mailbox';
import { answers, fakeCompose, installOffice, person, refuses } from './fake-office';

const received = (subject: string) => ({ itemType: 'message', itemClass: 'IPM.Note', subject, from: person('bob@signet.example'), attachments: [] });

function fakeOutlook(item: object | null, more: object = {}) {
  let changed: (() => void) | undefined;
  const mailbox = {
    item,
    userProfile: { emailAddress: 'alice@signet.example', displayName: 'Alice Lind' },
    addHandlerAsync: answers((_type: unknown, handler: unknown) => {
      changed = handler as () => void;
    }),
    ...more,
  };
  const office = {
    onReady: (ready: () => void) => setImmediate(ready),
    EventType: { ItemChanged: 'olkItemSelectedChanged' },
    context: {
      mailbox,
      roamingSettings: { get: () => undefined },
      requirements: { isSetSupported: (_set: string, version: string) => ['1.3', '1.12'].includes(version) },
    },
  };
  const show = (next: object | null) => {
    mailbox.item = next;
    changed?.();
  };
  return { office, mailbox, show };
}

describe('createOfficeMailbox', () => {
  let removeOffice: () => void = () => undefined;
  const open = (office: object) => {
    removeOffice = installOffice(office);
    return createOfficeMailbox();
  };
  afterEach(() => {
    removeOffice();
    jest.useRealTimers();
  });

  it('knows whose mailbox it is', async () => {
    await expect(open(fakeOutlook(null).office)).resolves.toMatchObject({
      address: 'alice@signet.example',
      displayName: 'Alice Lind',
      runsSendCheck: true,
    });
  });

  it.each([
    ['none', null],
    ['other', { itemType: 'appointment', subject: 'Lunch' }],
    ['other', { ...received('Lunch'), itemClass: 'IPM.Schedule.Meeting.Request' }],
    ['read', received('Hello')],
    ['compose', fakeCompose()],
    ['shared', { ...received('Hello'), getSharedPropertiesAsync: answers({}) }],
    ['shared', { ...fakeCompose(), getSharedPropertiesAsync: answers({}) }],
  ])('sees an item of kind %s', async (kind, item) => {
    expect((await open(fakeOutlook(item).office)).item().kind).toBe(kind);
  });

  it('says which form a shared message has, and reads nothing of it', async () => {
    const touched = new Proxy(received('Hello'), {
      get: (target, name) => {
        if (['itemType', 'itemClass', 'subject'].includes(String(name))) return Reflect.get(target, name) as unknown;
        if (name === 'getSharedPropertiesAsync') return answers({});
        throw new Error(`touched ${String(name)}`);
      },
    });
    expect((await open(fakeOutlook(touched).office)).item()).toMatchObject({ kind: 'shared', form: 'read' });
    removeOffice();
    const compose = { ...fakeCompose(), getSharedPropertiesAsync: answers({}) };
    expect((await open(fakeOutlook(compose).office)).item()).toMatchObject({ kind: 'shared', form: 'compose' });
  });

  it('tells several selected messages from none, where Outlook does', async () => {
    let selected = [{}, {}];
    const { office, show } = fakeOutlook(received('Hello'), { getSelectedItemsAsync: answers(() => selected) });
    const mailbox = await open(office);
    const told = () => new Promise<string>((resolve) => mailbox.onItemChanged(() => setTimeout(() => resolve(mailbox.item().kind), 20)));
    const first = told();
    show(null);
    await expect(first).resolves.toBe('several');
    selected = [];
    const second = told();
    show(null);
    await expect(second).resolves.toBe('none');
  });

  it.each([
    ['an old one', { requirements: { isSetSupported: () => false } }],
    ['a phone', { platform: 'iOS' }],
  ])('refuses %s', async (_title, more) => {
    const { office } = fakeOutlook(received('Hello'));
    const limited = { ...office, context: { ...office.context, ...more } };
    await expect(open(limited)).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED', details: { call: 'Mailbox 1.3' } });
  });

  it('gives one object as long as one item is shown, and tells of the next', async () => {
    const { office, show } = fakeOutlook(fakeCompose());
    const mailbox = await open(office);
    const listener = jest.fn();
    const stop = mailbox.onItemChanged(listener);
    const first = mailbox.item();
    expect(mailbox.item()).toBe(first);
    const next = received('Next');
    show(next);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(mailbox.item()).toMatchObject({ kind: 'read', subject: 'Next' });
    const key = (mailbox.item() as { key: string }).key;
    show(next);
    expect((mailbox.item() as { key: string }).key).not.toBe(key);
    stop();
    show(null);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(mailbox.item().kind).toBe('none');
  });

  it('notices another item of which Outlook did not tell', async () => {
    const { office, mailbox: outlook } = fakeOutlook(received('One'));
    const mailbox = await open(office);
    const first = mailbox.item() as { key: string };
    outlook.item = received('One');
    expect((mailbox.item() as { key: string }).key).not.toBe(first.key);
  });

  it('works where panes cannot be pinned', async () => {
    await expect(open(fakeOutlook(null, { addHandlerAsync: undefined }).office)).resolves.toBeDefined();
  });

  it('does not start when it would not hear of another item', async () => {
    await expect(open(fakeOutlook(null, { addHandlerAsync: refuses({ code: 5001 }) }).office)).rejects.toMatchObject({
      code: 'ERR_OFFICE_CALL',
    });
  });

  it('is unsupported outside Outlook', async () => {
    await expect(createOfficeMailbox()).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED' });
    await expect(open({ onReady: (ready: () => void) => ready(), context: {} })).rejects.toMatchObject({
      code: 'ERR_OFFICE_UNSUPPORTED',
    });
  });

  it('does not wait for ever for office.js', async () => {
    jest.useFakeTimers();
    const outcome = expect(open({ onReady: () => undefined })).rejects.toMatchObject({ code: 'ERR_OFFICE_TIMEOUT' });
    await jest.advanceTimersByTimeAsync(30_001);
    await outcome;
  });
});
