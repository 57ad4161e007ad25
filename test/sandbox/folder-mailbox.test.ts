import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillFromFolder, folderLimits, personOf } from '../../sandbox/mail/folder-mailbox';
import { MailStore } from '../../sandbox/mail/store';

let directory: string;
let folder: string;
let store: MailStore;
const now = new Date('2026-11-25T09:00:00Z');
const odd = (): { name: string; folder: string } => ({ name: 'odd', folder });
const { address } = personOf({ name: 'odd', folder: '' });

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'signet-folder-'));
  folder = join(directory, 'in');
  mkdirSync(join(folder, 'deeper'), { recursive: true });
  store = await MailStore.open(join(directory, 'data'), [address]);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);
const subjects = async (): Promise<readonly string[]> => (await store.list(address, 'inbox')).map(({ subject }) => subject);

test('every .eml below the folder, in the order of names, octet for octet', async () => {
  const raw = Buffer.from('Subject: b\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n\nline feeds alone \xff\n', 'latin1');
  write('b.eml', raw);
  write('a.EML', 'Subject: a\r\n\r\n');
  write('deeper/no-subject.eml', 'From: a@b\r\n\r\nhi');
  write('notes.txt', 'Subject: no message\r\n\r\n');
  expect(await fillFromFolder(store, odd(), now)).toEqual([]);
  expect(await subjects()).toEqual(['a', 'b', join('deeper', 'no-subject.eml')]);
  const [, second] = await store.list(address, 'inbox');
  expect(await store.raw(second?.id ?? '')).toEqual(raw);
});

test('a second start shows what is there then, and keeps the rest of the mailbox', async () => {
  write('a.eml', 'Subject: a\r\n\r\n');
  await fillFromFolder(store, odd(), now);
  await store.add({ mailbox: address, folder: 'sent', raw: Buffer.from('Subject: sent\r\n\r\n') });
  write('a.eml', 'Subject: changed\r\n\r\n');
  await fillFromFolder(store, odd(), now);
  expect(await subjects()).toEqual(['changed']);
  expect(await store.list(address, 'sent')).toHaveLength(1);
});

test('the name of the file survives a restart, a read mark and a title', async () => {
  write('nameless.eml', 'From: a@b\r\n\r\nhi');
  await fillFromFolder(store, odd(), now);
  const [message] = await store.list(address, 'inbox');
  await store.update(message?.id ?? '', { isRead: true });
  const reopened = await MailStore.open(join(directory, 'data'), [address]);
  expect((await reopened.list(address, 'inbox')).map(({ subject, isRead }) => [subject, isRead])).toEqual([['nameless.eml', true]]);
});

describe('what cannot be shown is told and left out', () => {
  test('too large, too deep, too many, links, folders that are no messages', async () => {
    write('1.eml', 'Subject: 1\r\n\r\n');
    write('2-large.eml', 'x'.repeat(101));
    write('3.eml', 'Subject: 3\r\n\r\n');
    write('deeper/4.eml', 'Subject: 4\r\n\r\n');
    mkdirSync(join(folder, '5.eml'));
    symlinkSync('/etc/passwd', join(folder, '6.eml'));
    symlinkSync('..', join(folder, 'around'));
    const shallow = await fillFromFolder(store, odd(), now, { ...folderLimits, size: 100, depth: 0 });
    expect(await subjects()).toEqual(['1', '3']);
    expect(shallow.map((line) => line.slice(folder.length))).toEqual([
      '/2-large.eml: larger than 100 octets',
      '/5.eml: too many folders in folders',
      '/deeper: too many folders in folders',
    ]);
    const few = await fillFromFolder(store, odd(), now, { ...folderLimits, messages: 2 });
    expect(await subjects()).toHaveLength(2);
    expect(few).toEqual([`${folder}: only the first 2 messages were taken`]);
  });

  test('a file that goes while it is read', async () => {
    write('1.eml', 'Subject: 1\r\n\r\n');
    write('2.eml', 'Subject: 2\r\n\r\n');
    const { lstat } = files;
    const gone = jest.spyOn(files, 'lstat').mockImplementation((path, ...rest) => {
      if (String(path).endsWith('2.eml')) rmSync(String(path), { force: true });
      return lstat(path, ...rest);
    });
    const [problem] = await fillFromFolder(store, odd(), now);
    gone.mockRestore();
    expect(problem).toMatch(/2\.eml: .*ENOENT/);
    expect(await subjects()).toEqual(['1']);
  });

  test('a folder that is gone', async () => {
    const [problem, ...others] = await fillFromFolder(store, { name: 'odd', folder: join(directory, 'gone') }, now);
    expect(problem).toMatch(/ENOENT/);
    expect(others).toEqual([]);
  });
});
