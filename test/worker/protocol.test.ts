import { MessageChannel } from 'node:worker_threads';
import { SmimeError } from '../../src/smime/index';
import { StoreError } from '../../src/store/errors';
import { noPolicy } from '../../src/store/policy';
import { defaultPreferences } from '../../src/store/preferences';
import { createWorkerKeyring } from '../../src/worker/client';
import type { Keyring, KeyringState, SettingsChanges } from '../../src/worker/keyring';
import { fromWire, toWire, transferables } from '../../src/worker/protocol';
import type { Endpoint } from '../../src/worker/protocol';
import { serveKeyring } from '../../src/worker/serve';

const locked: KeyringState = {
  status: 'locked',
  digitalIds: [],
  policy: noPolicy,
  preferences: defaultPreferences,
  settingsIntegrity: 'unverified',
  unreadableRecords: [],
};

const ports: { close(): void }[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A client and a served keyring with a real channel between them. */
function connected(keyring: Partial<Keyring>): Keyring {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1);
  const silent = () => () => undefined;
  const whole = { onStateChanged: silent, onSaved: silent, keepAlive: () => undefined, ...keyring } as Keyring;
  serveKeyring(whole, port2 as unknown as Endpoint);
  port1.start();
  port2.start();
  return createWorkerKeyring(port1 as unknown as Endpoint);
}

test('arguments there, answer back, in the right order', async () => {
  const client = connected({
    unlock: async (passphrase) => {
      await new Promise((resolve) => setTimeout(resolve, passphrase === 'slow' ? 30 : 0));
      return { ...locked, locksAt: passphrase.length };
    },
  });
  const both = await Promise.all([client.unlock('slow'), client.unlock('fast one')]);
  expect(both.map(({ locksAt }) => locksAt)).toEqual([4, 8]);
});

test('typed errors arrive as themselves', async () => {
  const client = connected({
    unlock: () => Promise.reject(new StoreError('ERR_PASSPHRASE_WRONG', {})),
    inspectPfx: () => Promise.reject(new SmimeError('ERR_PFX_TOO_COSTLY', { iterations: 9, limit: 8 })),
  });
  const unlocking = client.unlock('x');
  await expect(unlocking).rejects.toBeInstanceOf(StoreError);
  await expect(unlocking).rejects.toMatchObject({ code: 'ERR_PASSPHRASE_WRONG', details: {} });
  const inspecting = client.inspectPfx(new Uint8Array(1), 'x');
  await expect(inspecting).rejects.toBeInstanceOf(SmimeError);
  await expect(inspecting).rejects.toMatchObject({ code: 'ERR_PFX_TOO_COSTLY', details: { iterations: 9, limit: 8 } });
});

test('an unforeseen error arrives without its contents', async () => {
  const client = connected({ unlock: (passphrase) => Promise.reject(new RangeError(`no ${passphrase}`)) });
  const error = await client.unlock('my secret').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toContain('RangeError');
  expect(JSON.stringify([String(error), Object.entries(error as object)])).not.toContain('my secret');
});

test('only the methods of a keyring are called', async () => {
  const client = connected({}) as unknown as { call: unknown };
  expect(client).not.toHaveProperty('call');
  const { port1, port2 } = new MessageChannel();
  ports.push(port1);
  const silent = () => () => undefined;
  serveKeyring({ onStateChanged: silent, onSaved: silent } as unknown as Keyring, port2 as unknown as Endpoint);
  const answered = new Promise((resolve) => port1.on('message', resolve));
  port1.postMessage({ id: 1, method: 'constructor', args: [] });
  await expect(answered).resolves.toMatchObject({ id: 1, error: { kind: 'TypeError' } });
});

test('large byte arrays are moved, small ones copied', async () => {
  const client = connected({ readCertificates: () => Promise.resolve([]), open: () => Promise.reject(new Error('no')) });
  const small = new Uint8Array(100);
  const large = new Uint8Array(200_000);
  await client.readCertificates(small);
  await client.readCertificates(large);
  expect([small.length, large.length]).toEqual([100, 0]);
});

test('only whole buffers are moved, each once', () => {
  const large = new Uint8Array(200_000);
  expect(transferables([large, { again: large, part: [new Uint8Array(300_000).subarray(1)] }])).toEqual([large.buffer]);
});

test('news of the state reach every listener until it stops', async () => {
  let tell: (state: KeyringState) => void = () => undefined;
  const client = connected({
    onStateChanged: (listener) => {
      tell = listener;
      return () => undefined;
    },
    state: () => Promise.resolve(locked),
  });
  const heard: string[] = [];
  const stop = client.onStateChanged(({ status }) => heard.push(status));
  tell(locked);
  await client.state();
  stop();
  tell(locked);
  await client.state();
  expect(heard).toEqual(['locked']);
});

describe('cancelling', () => {
  const request = { trustAnchors: [], knownCertificates: [], at: new Date(), exact: true };

  test('rejects at once and reaches the work', async () => {
    const stopped = new Promise<void>((resolve) => {
      const client = connected({
        open: (_bytes, _request, signal) => new Promise(() => signal?.addEventListener('abort', () => resolve())),
      });
      const leaving = new AbortController();
      const opening = client.open(new Uint8Array(3), request, leaving.signal);
      setTimeout(() => leaving.abort(), 10);
      void expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    });
    await stopped;
  });

  test('of one call leaves the others and later ones alone', async () => {
    const heard: (AbortSignal | undefined)[] = [];
    const client = connected({
      open: (bytes, _request, signal) => {
        heard[bytes.length] = signal;
        return new Promise((resolve) => setTimeout(() => resolve({ layers: [String(bytes.length)] } as never), 40));
      },
    });
    const leaving = new AbortController();
    const left = client.open(new Uint8Array(1), request, leaving.signal);
    const stays = client.open(new Uint8Array(2), request, new AbortController().signal);
    setTimeout(() => leaving.abort(), 10);
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await expect(stays).resolves.toMatchObject({ layers: ['2'] });
    await expect(client.open(new Uint8Array(3), request)).resolves.toMatchObject({ layers: ['3'] });
    expect(heard.slice(1).map((signal) => signal?.aborted)).toEqual([true, false, false]);
  });

  test('before it began sends nothing', async () => {
    const open = jest.fn();
    const client = connected({ open, state: () => Promise.resolve(locked) });
    const bytes = new Uint8Array(200_000);
    await expect(client.open(bytes, request, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    await client.state();
    expect(open).not.toHaveBeenCalled();
    expect(bytes.length).toBe(200_000);
  });
});

test('keepAlive arrives and expects no answer', async () => {
  const alive = jest.fn();
  const client = connected({ keepAlive: alive, state: () => Promise.resolve(locked) });
  client.keepAlive();
  await client.state();
  expect(alive).toHaveBeenCalledTimes(1);
});

test('what was saved is told in both directions', async () => {
  const saved = jest.fn(() => Promise.resolve());
  let tell: (changes: SettingsChanges) => void = () => undefined;
  const client = connected({
    saved,
    onSaved: (listener) => {
      tell = listener;
      return () => undefined;
    },
    state: () => Promise.resolve(locked),
  });
  const heard: unknown[] = [];
  const stop = client.onSaved((changes) => heard.push(changes));
  await client.saved({ 'signet.a': '1' });
  tell({ 'signet.b': null });
  await client.state();
  stop();
  tell({ 'signet.c': null });
  await client.state();
  expect(saved).toHaveBeenCalledWith({ 'signet.a': '1' });
  expect(heard).toEqual([{ 'signet.b': null }]);
});

test('when the worker stops, waiting and later calls reject', async () => {
  const endpoint = Object.assign(new EventTarget(), { postMessage: jest.fn() });
  const client = createWorkerKeyring(endpoint);
  const waiting = [client.state(), client.unlock('x')];
  endpoint.dispatchEvent(new Event('error'));
  for (const call of waiting) await expect(call).rejects.toThrow('stopped');
  await expect(client.state()).rejects.toThrow('stopped');
  client.keepAlive();
  expect(endpoint.postMessage).toHaveBeenCalledTimes(2);
});

test('what cannot be sent rejects the one call', async () => {
  const client = connected({ state: () => Promise.resolve(locked) });
  const unsendable = (() => undefined) as unknown as Record<string, string>;
  await expect(client.load(unsendable, 'x')).rejects.toThrow();
  await expect(client.state()).resolves.toEqual(locked);
});

test('an answer that cannot be sent is an error, not silence', async () => {
  const client = connected({ state: () => Promise.resolve((() => undefined) as unknown as KeyringState) });
  await expect(client.state()).rejects.toThrow('DataCloneError');
});

test('every error finds its way back to its own class', () => {
  for (const error of [new StoreError('ERR_STORE_LOCKED', {}), new SmimeError('ERR_PFX_PASSWORD', {}), new TypeError('x')]) {
    expect(fromWire(toWire(error))).toBeInstanceOf(error.constructor);
  }
});
