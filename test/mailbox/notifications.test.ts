import { createInfoBars } from '../../src/mailbox/notifications';
import { answers, failed, installOffice } from './fake-office';

const types = { InformationalMessage: 'informationalMessage', ErrorMessage: 'errorMessage' };
let removeOffice: () => void;
beforeAll(() => {
  removeOffice = installOffice({ MailboxEnums: { ItemNotificationMessageType: types } });
});
afterAll(() => removeOffice());

function barsOf(notificationMessages: object | undefined) {
  return createInfoBars({ notificationMessages } as Parameters<typeof createInfoBars>[0]);
}

test('an information names an icon of the manifest and never persists by itself; an error has neither', async () => {
  const told: unknown[] = [];
  const bars = barsOf({ replaceAsync: answers((key: unknown, details: unknown) => void told.push([key, details])) });
  await bars.show({ key: 'a', kind: 'information', message: 'Hi', icon: 'check' });
  await bars.show({ key: 'b', kind: 'information', message: 'Hi', icon: 'protect', isPersistent: true });
  await bars.show({ key: 'c', kind: 'error', message: 'Oh', icon: 'check' });
  expect(told).toEqual([
    ['a', { type: 'informationalMessage', message: 'Hi', icon: 'Icon.Check.16', persistent: false }],
    ['b', { type: 'informationalMessage', message: 'Hi', icon: 'Icon.Protect.16', persistent: true }],
    ['c', { type: 'errorMessage', message: 'Oh' }],
  ]);
});

test('the keys that are there', async () => {
  await expect(barsOf({ getAllAsync: answers([{ key: 'a', message: 'Hi' }]) }).keys()).resolves.toEqual(['a']);
});

test('an Outlook without info bars, and one that refuses', async () => {
  await expect(barsOf(undefined).keys()).rejects.toMatchObject({ code: 'ERR_OFFICE_UNSUPPORTED' });
  const refusing = barsOf({ removeAsync: (_key: string, done: (result: unknown) => void) => done(failed({ code: 9024 })) });
  await expect(refusing.remove('a')).rejects.toMatchObject({ code: 'ERR_OFFICE_CALL', details: { officeCode: 9024 } });
});
