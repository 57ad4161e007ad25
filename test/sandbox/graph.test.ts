import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddressBook } from '../../sandbox/address-book';
import { MailStore } from '../../sandbox/mail/store';
import { lists, people, sharedMailboxes } from '../../sandbox/people';
import { noFaults } from '../../sandbox/server/faults';
import type { Faults } from '../../sandbox/server/faults';
import { answerGraph } from '../../sandbox/server/graph';

const addressBook = new AddressBook(people, lists, sharedMailboxes);
const addInOrigin = 'https://localhost:9';
const faults: Faults = { ...noFaults };
const message = 'From: alice@signet.example\r\nTo: bob@signet.example\r\nSubject: x\r\n\r\nhi\r\n';
const inBase64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
let directory: string;
let store: MailStore;
let server: Server;
let url: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signet-graph-'));
  store = await MailStore.open(directory, people.map(({ address }) => address));
  Object.assign(faults, noFaults);
  server = createServer((request, response) => void answerGraph({ store, addressBook, faults, addInOrigin }, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graph/v1.0/me/sendMail`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true, force: true });
});

function send(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body,
    headers: { Authorization: 'Bearer sandbox-token-alice', 'Content-Type': 'text/plain', ...headers },
  });
}

async function expectRefused(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code } });
  expect(await store.list('bob@signet.example')).toEqual([]);
}

test('202, empty, and delivered', async () => {
  const response = await send(inBase64(message));
  expect(response.status).toBe(202);
  expect(await response.text()).toBe('');
  expect(await store.list('bob@signet.example', 'inbox')).toHaveLength(1);
  expect(await store.list('alice@signet.example', 'sent')).toHaveLength(1);
});

test('a wrong token', async () => {
  await expectRefused(await send(inBase64(message), { Authorization: 'Bearer x' }), 401, 'InvalidAuthenticationToken');
});

test("another person's From", async () => {
  const response = await send(inBase64(message), { Authorization: 'Bearer sandbox-token-carol' });
  await expectRefused(response, 403, 'ErrorSendAsDenied');
});

test.each(['', 'not base64!', 'AAA', `${inBase64(message)}=`])('bad base64: %j', async (body) => {
  await expectRefused(await send(body), 400, 'ErrorMimeContentInvalidBase64String');
});

test('a wrong content type', async () => {
  await expectRefused(await send('{}', { 'Content-Type': 'application/json' }), 400, 'ErrorInvalidRequest');
});

test('4 MiB of body are taken, four octets more are not', async () => {
  const limit = 4 * 1024 * 1024;
  const fitting = message.padEnd((limit / 4) * 3, 'x');
  expect((await send(inBase64(fitting))).status).toBe(202);
  const arrived = await store.list('bob@signet.example');
  await store.remove(arrived[0]?.id ?? '');
  await expectRefused(await send(inBase64(`${fitting}xxx`)), 413, 'RequestEntityTooLarge');
});

describe('from a browser', () => {
  const preflight = (origin: string): Promise<Response> => fetch(url, { method: 'OPTIONS', headers: { Origin: origin } });

  test('the add-in may ask', async () => {
    const response = await preflight(addInOrigin);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(addInOrigin);
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  test('nobody else may, and nothing is sent for them', async () => {
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    await expectRefused(await send(inBase64(message), { Origin: 'https://evil.example' }), 403, 'ErrorAccessDenied');
  });
});

describe('failures on demand', () => {
  test.each(['503', '429', '200', '500'])('%s, and nothing is sent', async (fault) => {
    faults.sendMail = fault;
    expect((await send(inBase64(message))).status).toBe(Number(fault));
    expect(await store.list('bob@signet.example')).toEqual([]);
  });

  test.each([
    ['drop', 0],
    ['drop-after-sending', 1],
  ])('%s: no answer; %d delivered', async (fault, delivered) => {
    faults.sendMail = fault;
    await expect(send(inBase64(message))).rejects.toThrow();
    expect(await store.list('bob@signet.example')).toHaveLength(delivered);
  });

  test('hang: no answer at all', async () => {
    faults.sendMail = 'hang';
    const answer = send(inBase64(message)).then(() => 'answered', () => 'closed');
    const waited = new Promise((resolve) => setTimeout(resolve, 300, 'still waiting'));
    expect(await Promise.race([answer, waited])).toBe('still waiting');
    server.closeAllConnections();
    await answer;
  });
});
