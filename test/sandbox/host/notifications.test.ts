import { added, keptOnLeaving, readNotification, removed, replaced, toldToAddIn } from '../../../sandbox/host/model/notifications';
import type { Notification } from '../../../sandbox/host/model/notifications';
import { OfficeError } from '../../../sandbox/host/office/error';

const informational = (key: string): Notification => ({ key, message: 'm', type: 'informationalMessage', icon: 'Icon.16', persistent: true });
const insight = (key: string): Notification => ({ key, message: 'm', type: 'insightMessage', action: { text: 'Open', commandId: 'C' } });

test('the number of a type becomes its name, and an insight keeps its button', () => {
  const actions = [{ actionType: 'showTaskPane', actionText: 'Open', commandId: 'C', contextData: {} }];
  expect(readNotification({ key: 'k', message: 'm', type: 3, icon: 'i', actions })).toEqual({ ...insight('k'), icon: 'i' });
  expect(readNotification({ key: 'k', message: 'm', type: 2 })).toEqual({ key: 'k', message: 'm', type: 'errorMessage' });
});

test.each([
  ['a key of 33 characters', { key: 'k'.repeat(33), message: 'm', type: 0 }],
  ['a message of 151 characters', { key: 'k', message: 'm'.repeat(151), type: 0 }],
  ['a type that there is not', { key: 'k', message: 'm', type: 4 }],
])('%s is refused', (_, parameters) => {
  expect(() => readNotification(parameters)).toThrow(new OfficeError(9031));
});

test('five fit on an item, the sixth and a key that is taken do not', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map(informational);
  expect(() => added(five, informational('f'))).toThrow(new OfficeError(9025));
  expect(() => added(five.slice(1), informational('b'))).toThrow(new OfficeError(9023));
  expect(replaced(five, { ...informational('c'), message: 'new' })).toHaveLength(5);
});

test('there is one insight at most', () => {
  expect(() => added([insight('a')], insight('b'))).toThrow(new OfficeError(9025));
  expect(replaced([insight('a')], insight('a'))).toHaveLength(1);
});

test('replacing what is not there adds it, removing it fails', () => {
  expect(replaced([], informational('a'))).toHaveLength(1);
  expect(() => removed([], 'a')).toThrow(new OfficeError(9024));
});

test('what the add-in asked to keep outlives its item', () => {
  expect(keptOnLeaving([informational('a'), insight('b')])).toEqual([informational('a')]);
});

test('the add-in hears of its own words only', () => {
  expect(toldToAddIn(insight('a'))).toEqual({ key: 'a', message: 'm', type: 'insightMessage' });
});
