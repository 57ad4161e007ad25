import type { Environment } from '../../src/flows/environment';
import { signAndSend } from '../../src/flows/sign-and-send';
import type { SendStep } from '../../src/flows/sign-and-send';
import { start } from '../../src/flows/start';
import type { Draft } from '../../src/mailbox/types';
import { promiseMark } from '../../src/store/policy';
import type { LocalKeyring } from '../../src/worker/local-keyring';
import { createEnvironment, keepFor } from '../support/environment';
import { createComposeItem, createFakeMailbox, person } from '../support/fake-mailbox';
import type { FakeComposeItem, FakeMailbox } from '../support/fake-mailbox';
import { createTestKeyring, importInto, passphrase } from '../support/keyring';
import { createTestAuthority } from '../support/openssl-identities';
import type { MadeIdentity, TestAuthority } from '../support/openssl-identities';

let authority: TestAuthority;
let alice: MadeIdentity;
let bob: MadeIdentity;
let keyring: LocalKeyring;
let kept: Record<string, string>;
let mailbox: FakeMailbox;
let env: Environment;

const bobAddress = person('bob@signet.example', 'Bob Marsh');
const carol = person('carol@signet.example', 'Carol Novak');

beforeAll(async () => {
  authority = await createTestAuthority();
  alice = await authority.issue('alice@signet.example');
  bob = await authority.issue('bob@signet.example');
  keyring = createTestKeyring();
  const first = createFakeMailbox('alice@signet.example');
  await importInto(keyring, first, alice);
  kept = first.dump();
});
afterAll(() => {
  keyring.close();
  authority.remove();
});

beforeEach(async () => {
  mailbox = createFakeMailbox('alice@signet.example', kept);
  env = createEnvironment(mailbox, keyring, authority.certificate);
  await start(env);
  if ((await keyring.state()).status !== 'unlocked') await keyring.unlock(passphrase);
  await keepFor(env, 'bob@signet.example', bob.certificate);
});

const toBob = (draft: Partial<Draft> = {}): FakeComposeItem => createComposeItem(mailbox, { to: [bobAddress], ...draft });
const both = { sign: true, encrypt: true };

async function stops(item: FakeComposeItem, code: string, options: Parameters<typeof signAndSend>[2]) {
  await expect(signAndSend(env, item, options)).rejects.toMatchObject({ code });
  expect(mailbox.transport.sent).toEqual([]);
  expect(item.discarded).toBe(false);
}

describe('a suggestion to encrypt', () => {
  const suggest = (item: FakeComposeItem) => item.marks.set(promiseMark, JSON.stringify({ sign: false, encrypt: false, encryptSuggested: true }));

  test('that stands is not sent readable; encrypted it goes', async () => {
    const item = toBob();
    suggest(item);
    await stops(item, 'ERR_POLICY', { sign: true, encrypt: false });
    await expect(signAndSend(env, item, both)).resolves.toMatchObject({ encrypted: true });
  });

  test('that ended between showing and pressing stops', async () => {
    const item = toBob();
    suggest(item);
    item.written = { ...item.written, cc: [carol] };
    await stops(item, 'ERR_RECIPIENT_CERTIFICATE_MISSING', both);
  });

  test('that comes while it is being signed stops too', async () => {
    const item = toBob();
    const onStep = (step: SendStep) => step === 'checking' && suggest(item);
    await stops(item, 'ERR_POLICY', { sign: true, encrypt: false, onStep });
  });
});
