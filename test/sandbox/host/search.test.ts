import { found } from '../../../sandbox/host/model/search';
import type { MessageSummary } from '../../../sandbox/mail/types';

const message = (id: string, subject: string, name: string, preview = ''): MessageSummary => ({
  ...{ id, subject, preview, mailbox: 'a@x', folder: 'inbox', receivedAt: '', isRead: true, hasAttachments: false, protection: 'none' },
  ...{ from: { address: `${name.toLowerCase()}@x.example`, name }, to: [{ address: 'a@x', name: 'Alice' }], cc: [], bcc: [] },
});
const all = [message('1', 'Lunch on Thursday?', 'Bob', 'the soup place'), message('2', 'Grüße', 'Carol'), message('3', 'Invoice', 'Bob')];
const ids = (query: string) => found(all, query).map(({ id }) => id);

test.each([
  ['', ['1', '2', '3']],
  ['  ', ['1', '2', '3']],
  ['LUNCH', ['1']],
  ['bob', ['1', '3']],
  ['soup bob', ['1']],
  ['grusse', []],
  ['gruße', ['2']],
  ['carol@x', ['2']],
  ['alice', ['1', '2', '3']],
  ['nothing of the kind', []],
])('"%s" finds %j', (query, expected) => {
  expect(ids(query)).toEqual(expected);
});
