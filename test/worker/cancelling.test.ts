import { MessageChannel } from 'node:worker_threads';
import { createWorkerKeyring } from '../../src/worker/client';
import type { Keyring } from '../../src/worker/keyring';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import type { Endpoint } from '../../src/worker/protocol';
import { serveKeyring } from '../../src/worker/serve';
import { createFakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

/** The real keyring behind real messages; what became of each call on its side is written down. */
let authority: TestAuthority;
let alice: MadeIdentity;
let served: LocalKeyring;
let client: Keyring;
let message: Uint8Array;
const outcomes: Promise<unknown>[] = [];
const { port1, port2 } = new MessageChannel();

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
  served = createTestKeyring();
  await importInto(served, createFakeMailbox(alice.address), alice);
  serveKeyring(watched(served), port2 as unknown as Endpoint);
  port1.start();
  port2.start();
  client = createWorkerKeyring(port1 as unknown as Endpoint);
  const person = { address: alice.address };
  const { fingerprint } = alice.certificate;
  const draft = {
    ...{ from: person, to: [person], cc: [], bcc: [], subject: 'Large', messageId: 'large@signet.example', text: 'Plans' },
    attachments: [{ name: 'plans.bin', contentType: 'application/octet-stream', bytes: new Uint8Array(4_000_000) }],
  };
  const { mime } = await served.protect(draft, { signWith: fingerprint, encryptTo: [], encryptToSelf: fingerprint, at: new Date() });
  message = mime;
});
afterAll(() => {
  port1.close();
  served.close();
  authority.remove();
});

function watched(keyring: LocalKeyring): Keyring {
  const note = <T>(outcome: Promise<T>): Promise<T> => {
    outcomes.push(outcome.catch((error: unknown) => error));
    return outcome;
  };
  return new Proxy<Keyring>(keyring, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      const isWatched = name === 'open' || name === 'inspectPfx';
      return (...args: unknown[]) => {
        const answer = value.apply(target, args);
        return isWatched ? note(answer as Promise<unknown>) : answer;
      };
    },
  });
}

const request = () => ({ trustAnchors: [{ certificate: authority.certificate }], knownCertificates: [], at: new Date(), exact: true });

test('opening a large message ends in the worker too, and the next one is opened', async () => {
  const leaving = new AbortController();
  const opening = client.open(message.slice(), request(), leaving.signal);
  leaving.abort();
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  await expect(client.open(message.slice(), request())).resolves.toMatchObject({ signature: { state: 'valid' } });
  await expect(outcomes.shift()).resolves.toMatchObject({ name: 'AbortError' });
  await expect(outcomes.shift()).resolves.toMatchObject({ encryption: { state: 'decrypted' } });
});

test('a .pfx file that was given up is not held', async () => {
  const leaving = new AbortController();
  const inspecting = client.inspectPfx(alice.pfx.slice(), alice.password, leaving.signal);
  leaving.abort();
  await expect(inspecting).rejects.toMatchObject({ name: 'AbortError' });
  await client.state(); // By now the call before it has reached the other side.
  await expect(outcomes.shift()).resolves.toMatchObject({ name: 'AbortError' });
  const { fingerprint } = alice.certificate;
  const empty = createTestKeyring();
  await empty.load({}, alice.address);
  await expect(empty.inspectPfx(alice.pfx.slice(), alice.password, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  await expect(empty.importDigitalId({ fingerprint, name: 'x', passphrase: 'seven herons above the quay' })).rejects.toMatchObject({
    code: 'ERR_DIGITAL_ID_ABSENT',
  });
  empty.close();
});
