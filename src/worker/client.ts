import type { Keyring, KeyringState, SettingsChanges } from './keyring';
import { fromWire, transferables } from './protocol';
import type { Answer, Call, Endpoint, Method } from './protocol';

/**
 * A keyring that works in a Web Worker. Byte arrays of 64 KiB and more are
 * moved there, not copied: after the call the caller's are empty.
 *
 * When the worker stops, every call that waits and every later one rejects
 * with a plain Error; only a reload helps, and nothing was kept meanwhile.
 */
export function createWorkerKeyring(worker: Endpoint): Keyring {
  const { call, cancellableCall, tell, onState, onSaved } = connect(worker);
  return {
    load: (settings, mailbox) => call('load', settings, mailbox),
    state: () => call('state'),
    unlock: (passphrase) => call('unlock', passphrase),
    lock: () => call('lock'),
    onStateChanged: (listener) => listen(onState, listener),
    saved: (changes) => call('saved', changes),
    heard: () => call('heard'),
    onSaved: (listener) => listen(onSaved, listener),
    keepAlive: () => tell({ method: 'keepAlive' }),
    inspectPfx: (bytes, password, signal) => cancellableCall(signal, 'inspectPfx', bytes, password),
    importDigitalId: (options) => call('importDigitalId', options),
    exportDigitalIds: (options) => call('exportDigitalIds', options),
    provePfx: (bytes, password, signal) => cancellableCall(signal, 'provePfx', bytes, password),
    removeDigitalId: (fingerprint) => call('removeDigitalId', fingerprint),
    setPolicy: (policy) => call('setPolicy', policy),
    setPreferences: (preferences, policy) => call('setPreferences', preferences, policy),
    changePassphrase: (current, next) => call('changePassphrase', current, next),
    protect: (draft, request) => call('protect', draft, request),
    open: (bytes, request, signal) => cancellableCall(signal, 'open', bytes, request),
    openDetached: (signature, content, request) => call('openDetached', signature, content, request),
    readCertificates: (bytes) => call('readCertificates', bytes),
  };
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Connection {
  readonly call: <M extends Method>(method: M, ...args: Parameters<Keyring[M]>) => ReturnType<Keyring[M]>;
  /** Rejects with the signal's reason as soon as it is aborted, and tells the worker to stop. */
  readonly cancellableCall: <M extends Method>(
    signal: AbortSignal | undefined,
    method: M,
    ...args: readonly unknown[]
  ) => ReturnType<Keyring[M]>;
  /** Expects no answer. */
  readonly tell: (news: Exclude<Call, { id: number }>) => void;
  readonly onState: Set<(state: KeyringState) => void>;
  readonly onSaved: Set<(changes: SettingsChanges) => void>;
}

function connect(worker: Endpoint): Connection {
  const pending = new Map<number, Pending>();
  const onState: Connection['onState'] = new Set();
  const onSaved: Connection['onSaved'] = new Set();
  let calls = 0;
  let stopped: Error | undefined;

  const stop = (): void => {
    stopped = new Error('The keyring stopped.');
    for (const { reject } of pending.values()) reject(stopped);
    pending.clear();
  };
  worker.addEventListener('error', stop);
  worker.addEventListener('messageerror', stop);
  worker.addEventListener('message', (event) => {
    const answer = (event as MessageEvent<Answer>).data;
    if ('state' in answer) for (const listener of onState) listener(answer.state);
    else if ('saved' in answer) for (const listener of onSaved) listener(answer.saved);
    else settle(pending, answer);
  });

  const tell: Connection['tell'] = (news) => {
    if (stopped === undefined) worker.postMessage(news, []);
  };
  const cancellableCall = (signal: AbortSignal | undefined, method: Method, ...args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (stopped !== undefined) throw stopped;
      signal?.throwIfAborted();
      const id = (calls += 1);
      worker.postMessage({ id, method, args }, transferables(args));
      pending.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => {
        if (!pending.delete(id)) return;
        tell({ method: 'cancel', call: id });
        reject(signal.reason as Error);
      });
    });
  const call = (method: Method, ...args: readonly unknown[]): Promise<unknown> => cancellableCall(undefined, method, ...args);
  // Each method's answer is what the same method of the served keyring resolved to.
  return {
    call: call as Connection['call'],
    cancellableCall: cancellableCall as Connection['cancellableCall'],
    tell,
    onState,
    onSaved,
  };
}

function settle(pending: Map<number, Pending>, answer: Extract<Answer, { id: number }>): void {
  const waiting = pending.get(answer.id);
  pending.delete(answer.id);
  if ('error' in answer) waiting?.reject(fromWire(answer.error));
  else waiting?.resolve(answer.value);
}
