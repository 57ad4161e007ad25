import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/flows/environment';
import { promiseProtection } from '../../src/flows/promise-protection';
import { setSendPolicy } from '../../src/flows/set-send-policy';
import { signAndSend } from '../../src/flows/sign-and-send';
import type { SendStep } from '../../src/flows/sign-and-send';
import { start } from '../../src/flows/start';
import { MailboxError } from '../../src/mailbox/errors';
import type { Draft } from '../../src/mailbox/types';
import { policyKey, promiseMark } from '../../src/store/policy';
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

const secretText = 'The price is 4711';
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

/** After a failure: nothing sent, nothing closed, no mark written, the text as it was. */
async function failsUntouched(item: FakeComposeItem, code: string, options: Parameters<typeof signAndSend>[2] = both) {
  const written = structuredClone(item.written);
  const marks = [...item.marks];
  await expect(signAndSend(env, item, options)).rejects.toMatchObject({ code });
  expect(mailbox.transport.sent).toEqual([]);
  expect(item.discarded).toBe(false);
  expect(item.written).toEqual(written);
  expect([...item.marks]).toEqual(marks);
  expect(mailbox.calls).not.toContain('compose.writeMark');
}

describe('a message that goes out', () => {
  test('signed and encrypted, checked by OpenSSL', async () => {
    const item = toBob({ attachments: [{ name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('x'.repeat(99)), isInline: false }] });
    const steps: SendStep[] = [];
    const result = await signAndSend(env, item, { ...both, onStep: (step) => steps.push(step) });
    expect(result).toEqual({ sent: true, signed: true, encrypted: true, recipients: 1, draftLeft: false });
    expect(steps).toEqual(['reading', 'encrypting', 'checking', 'sending']);
    expect(item.discarded).toBe(true);
    expect(mailbox.calls.slice(mailbox.calls.indexOf('transport.send'))).toEqual([
      'transport.send',
      // Whether somebody typed on meanwhile; only then is the form closed.
      'compose.summary',
      'compose.body',
      'compose.discard',
    ]);

    const [mime] = mailbox.transport.sent;
    expect(Buffer.from(mime ?? []).toString('latin1')).not.toContain(secretText);
    const { folder } = authority;
    writeFileSync(join(folder, 'sent.eml'), mime ?? '');
    writeFileSync(join(folder, 'bob.key'), bob.privateKey);
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    openssl('cms', '-decrypt', '-in', 'sent.eml', '-inkey', 'bob.key', '-out', 'inside.eml');
    openssl('cms', '-verify', '-in', 'inside.eml', '-CAfile', 'ca.crt', '-out', 'content.txt', '-purpose', 'smimesign');
    expect(readFileSync(join(folder, 'content.txt'), 'utf8')).toContain(secretText);
  });

  test('only signed: readable, and says so', async () => {
    const result = await signAndSend(env, toBob({ cc: [carol], bcc: [person('d@x.example')] }), { sign: true, encrypt: false });
    expect(result).toMatchObject({ signed: true, encrypted: false, recipients: 3 });
    expect(Buffer.from(mailbox.transport.sent[0] ?? []).toString('latin1')).toContain('multipart/signed');
  });

  test('signing asks no contacts', async () => {
    mailbox.failures.set('contacts', new Error());
    await expect(signAndSend(env, toBob(), { sign: true, encrypt: false })).resolves.toMatchObject({ sent: true });
    await failsNext();
  });
  const failsNext = async () => {
    mailbox.transport.sent.length = 0;
    await failsUntouched(toBob(), 'ERR_CONTACTS_UNAVAILABLE');
  };

  test('only encrypted, and to oneself', async () => {
    const result = await signAndSend(env, createComposeItem(mailbox, { to: [person('Alice@signet.example')] }), {
      sign: false,
      encrypt: true,
    });
    expect(result).toMatchObject({ signed: false, encrypted: true });
  });

  test('a form that cannot be closed: sent is sent', async () => {
    mailbox.failures.set('compose.discard', new MailboxError('ERR_OFFICE_TIMEOUT', { call: 'closeAsync', milliseconds: 1 }));
    const item = toBob();
    await expect(signAndSend(env, item, both)).resolves.toMatchObject({ sent: true, draftLeft: true });
    expect(mailbox.transport.sent).toHaveLength(1);
  });
});

describe('nothing is sent, and nothing in the form is touched', () => {
  const office = new MailboxError('ERR_OFFICE_TIMEOUT', { call: 'x', milliseconds: 1 });

  test.each(['compose.summary', 'compose.draft', 'compose.readMark', 'transport.send'])('when %s fails', async (call) => {
    mailbox.failures.set(call, office);
    await failsUntouched(toBob(), 'ERR_OFFICE_TIMEOUT');
  });

  test.each(['compose.summary', 'compose.readMark'])('when %s fails only at the last look', async (call) => {
    const item = toBob();
    const steps = { ...both, onStep: (step: SendStep) => step === 'checking' && mailbox.failures.set(call, office) };
    await failsUntouched(item, 'ERR_OFFICE_TIMEOUT', steps);
  });

  test.each<[string, string, Partial<Draft>]>([
    ['no recipient', 'ERR_NO_RECIPIENT', { to: [] }],
    ['an unresolved name', 'ERR_RECIPIENT_UNRESOLVED', { to: [person('', 'Bo')] }],
    ['a name instead of an address', 'ERR_RECIPIENT_UNRESOLVED', { to: [person('Bo Marsh', '')] }],
    ['a list', 'ERR_RECIPIENT_IS_LIST', { cc: [{ ...person('all@signet.example', 'All'), isList: true }] }],
    ['Bcc', 'ERR_BCC_WITH_ENCRYPTION', { bcc: [bobAddress] }],
    ['somebody without a certificate', 'ERR_RECIPIENT_CERTIFICATE_MISSING', { cc: [carol] }],
    ['another sender', 'ERR_DIGITAL_ID_FOR_SENDER', { from: person('sales@signet.example') }],
  ])('%s', async (_, code, draft) => {
    await failsUntouched(toBob(draft), code);
  });

  test('everybody without a certificate is named at once, each once', async () => {
    const item = toBob({ cc: [carol, person('Dev@x.example')], to: [bobAddress, person('CAROL@signet.example')] });
    await expect(signAndSend(env, item, both)).rejects.toMatchObject({
      details: { addresses: ['CAROL@signet.example', 'Dev@x.example'] },
    });
  });

  test('a certificate of somebody else, kept for this address', async () => {
    await keepFor(env, 'carol@signet.example', bob.certificate);
    await failsUntouched(toBob({ to: [carol] }), 'ERR_RECIPIENT_CERTIFICATE_MISSING');
  });

  test('locked', async () => {
    await keyring.lock();
    await failsUntouched(toBob(), 'ERR_STORE_LOCKED');
  });

  test('no digital ID', async () => {
    const other = createTestKeyring();
    env = { ...env, keyring: other };
    await other.load({}, mailbox.address);
    await failsUntouched(toBob(), 'ERR_NO_DIGITAL_ID');
    other.close();
  });

  test('an expired digital ID', async () => {
    env = { ...env, now: () => new Date(alice.certificate.notAfter.getTime() + 1000) };
    await failsUntouched(toBob(), 'ERR_DIGITAL_ID_EXPIRED', { sign: true, encrypt: false });
    await failsUntouched(toBob(), 'ERR_DIGITAL_ID_EXPIRED', { sign: false, encrypt: true });
  });

  test('too large', async () => {
    mailbox.transport.limitBytes = 1000;
    await failsUntouched(toBob(), 'ERR_SEND_TOO_LARGE');
  });

  test.each<[string, Partial<Draft>]>([
    ['somebody was added', { to: [bobAddress, carol] }],
    ['the sender changed', { from: person('sales@signet.example') }],
    ['the subject changed', { subject: 'Another offer' }],
    ['somebody typed on', { text: 'The price is 4712.\r\n' }],
    ['the formatting changed', { html: '<p>The price is <i>4711</i>.</p>' }],
    ['a file was attached', { attachments: [{ name: 'a', contentType: 'a/b', bytes: new Uint8Array(1), isInline: false }] }],
  ])('changed while it was protected: %s', async (_, change) => {
    const item = toBob();
    const changing = { ...both, onStep: (step: SendStep) => step === 'checking' && Object.assign(item.written, change) };
    await expect(signAndSend(env, item, changing as typeof both)).rejects.toMatchObject({ code: 'ERR_DRAFT_CHANGED' });
    expect(mailbox.transport.sent).toEqual([]);
    expect(item.discarded).toBe(false);
  });

  test('what is typed while it is being sent is not thrown away with the form', async () => {
    const item = toBob();
    const typing = {
      ...both,
      onSent: () => {
        Object.assign(item.written, { text: 'The price is 4711. And another thing:\r\n' });
        return Promise.resolve();
      },
    };
    await expect(signAndSend(env, item, typing)).resolves.toMatchObject({ sent: true, draftLeft: true });
    expect(item.discarded).toBe(false);
  });

  test('a fault of the screen after sending is no failure of sending', async () => {
    const item = toBob();
    const failing = { ...both, onSent: () => Promise.reject(new Error('screen')) };
    await expect(signAndSend(env, item, failing)).resolves.toMatchObject({ sent: true, draftLeft: false });
    expect(item.discarded).toBe(true);
  });

  test('changed while it was read', async () => {
    const item = toBob();
    const reading = { ...item, draft: () => Promise.resolve({ ...item.written, subject: 'Another' }) };
    await expect(signAndSend(env, reading, both)).rejects.toMatchObject({ code: 'ERR_DRAFT_CHANGED' });
  });

  test.each<SendStep>(['encrypting', 'checking', 'sending'])('cancelled before %s', async (at) => {
    const order: SendStep[] = ['reading', 'encrypting', 'checking', 'sending'];
    const cancelling = new AbortController();
    const onStep = (step: SendStep) => {
      if (order.indexOf(step) === order.indexOf(at) - 1) cancelling.abort();
    };
    await failsUntouched(toBob(), 'ERR_CANCELLED', { ...both, onStep, signal: cancelling.signal });
  });

  test('cancelled while Outlook hands over a large file', async () => {
    const cancelling = new AbortController();
    const slow = {
      ...toBob(),
      draft: (signal?: AbortSignal) =>
        new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
          cancelling.abort();
        }),
    };
    await failsUntouched(slow, 'ERR_CANCELLED', { ...both, signal: cancelling.signal });
  });

  test('a keyring that gives back less than was asked for', async () => {
    const mime = new TextEncoder().encode(`Subject: x\r\n\r\n${secretText}`);
    for (const answer of [{ signed: false, encrypted: false }, { signed: true, encrypted: false }]) {
      const careless = { ...wrapped(keyring), protect: () => Promise.resolve({ mime, ...answer }) };
      env = { ...env, keyring: careless };
      await failsUntouched(toBob(), 'ERR_SELF_CHECK_FAILED');
    }
  });

  test('neither is a fault of the programmer', async () => {
    await expect(signAndSend(env, toBob(), { sign: false, encrypt: false })).rejects.toBeInstanceOf(TypeError);
    expect(mailbox.calls).toEqual([]);
  });
});

/** The methods of a keyring, to replace one of them. */
function wrapped(inner: LocalKeyring): LocalKeyring {
  return new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    ownKeys: () => ['state', 'load', 'unlock', 'lock', 'open', 'protect'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}

describe('what is required', () => {
  const policy = (signAll: boolean, encryptAll: boolean) => JSON.stringify({ version: 1, policy: { signAll, encryptAll } });
  const signOnly = { sign: true, encrypt: false };
  const encryptOnly = { sign: false, encrypt: true };

  test('a policy holds here too', async () => {
    await setSendPolicy(env, { signAll: false, encryptAll: true });
    await failsUntouched(toBob(), 'ERR_POLICY', signOnly);
    await expect(signAndSend(env, toBob(), signOnly)).rejects.toMatchObject({ details: { reason: 'ownEncrypt' } });
    await expect(signAndSend(env, toBob(), encryptOnly)).resolves.toMatchObject({ sent: true });
  });

  test('the person may decline it for one message', async () => {
    await setSendPolicy(env, { signAll: true, encryptAll: true });
    const item = toBob();
    await promiseProtection(item, { sign: true, encrypt: false, encryptDeclined: true });
    await expect(signAndSend(env, item, signOnly)).resolves.toMatchObject({ sent: true });
  });

  test('a promise holds, also one that was made while the message was protected', async () => {
    const item = toBob();
    const steps = { ...signOnly, onStep: (step: SendStep) => step === 'checking' && item.marks.set(promiseMark, '{"sign":true,"encrypt":true}') };
    await expect(signAndSend(env, item, steps as typeof both)).rejects.toMatchObject({
      code: 'ERR_POLICY',
      details: { reason: 'promisedEncrypt' },
    });
    expect(mailbox.transport.sent).toEqual([]);
    await failsUntouched(item, 'ERR_POLICY', signOnly);
  });

  test.each(['', 'null', '{"sign":true}'])('a promise that cannot be read: %s', async (mark) => {
    const item = toBob();
    item.marks.set(promiseMark, mark);
    await failsUntouched(item, 'ERR_RECORD_DAMAGED', signOnly);
  });

  test.each<[string, string | null]>([
    ['switched off', policy(false, false)],
    ['removed', null],
    ['unreadable', 'off'],
  ])('a policy that somebody %s: as strict as can be, until the person says otherwise', async (_, text) => {
    await setSendPolicy(env, { signAll: false, encryptAll: true });
    mailbox.tamper({ [policyKey]: text });
    await start(env);
    await failsUntouched(toBob(), 'ERR_POLICY', signOnly);
    await expect(signAndSend(env, toBob(), signOnly)).rejects.toMatchObject({ details: { reason: 'settings' } });
    const item = toBob();
    await promiseProtection(item, { sign: true, encrypt: false, encryptDeclined: true });
    await expect(signAndSend(env, item, signOnly)).resolves.toMatchObject({ sent: true });
    await setSendPolicy(env, { signAll: false, encryptAll: false });
    await expect(signAndSend(env, toBob(), signOnly)).resolves.toMatchObject({ sent: true });
  });

  test('a policy that arrived in the settings since they were loaded', async () => {
    mailbox.tamper({ [policyKey]: policy(false, true) });
    await failsUntouched(toBob(), 'ERR_POLICY', signOnly);
    mailbox.tamper({ [policyKey]: 'off' });
    await failsUntouched(toBob(), 'ERR_RECORD_DAMAGED', signOnly);
  });
});

describe('once encryption was promised or is required, readable text never reaches the transport', () => {
  const bools = [false, true];
  const failing = [null, 'compose.summary', 'compose.draft', 'compose.readMark', 'contacts', 'transport.send', 'compose.discard'];
  const cases = bools.flatMap((encryptAll) =>
    bools.flatMap((promised) =>
      bools.flatMap((declined) =>
        bools.flatMap((sign) =>
          bools.flatMap((encrypt) => failing.map((fails) => ({ encryptAll, promised, declined, sign, encrypt, fails }))),
        ),
      ),
    ),
  );

  test(`in all of ${String(cases.length)} ways`, async () => {
    let sent = 0;
    let readableSent = 0;
    for (const { encryptAll, promised, declined, sign, encrypt, fails } of cases) {
      mailbox.transport.sent.length = 0;
      mailbox.failures.clear();
      if ((await keyring.state()).policy.encryptAll !== encryptAll) await setSendPolicy(env, { signAll: false, encryptAll });
      const item = toBob();
      await promiseProtection(item, { sign: false, encrypt: promised, encryptDeclined: declined });
      if (fails !== null) mailbox.failures.set(fails, new MailboxError('ERR_OFFICE_TIMEOUT', { call: fails, milliseconds: 1 }));
      await signAndSend(env, item, { sign, encrypt }).catch(() => undefined);
      const required = promised || (encryptAll && !declined);
      for (const mime of mailbox.transport.sent) {
        sent += 1;
        const readable = Buffer.from(mime).toString('latin1').includes(secretText);
        if (readable) readableSent += 1;
        expect({ encryptAll, promised, declined, sign, encrypt, fails, readable: readable && required }).toMatchObject({ readable: false });
      }
    }
    expect(sent).toBeGreaterThan(20);
    expect(readableSent).toBeGreaterThan(0); // Where nothing was required: so the search does find it.
  }, 120_000);
});
