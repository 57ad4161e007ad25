import type { Keyring } from './keyring';
import { cancellable, methods, toWire, transferables } from './protocol';
import type { Answer, Call, Endpoint, Method } from './protocol';

/** Answers the calls that arrive at `endpoint` with `keyring`, and tells it of every change of state and of the settings. */
export function serveKeyring(keyring: Keyring, endpoint: Endpoint): void {
  const post = (answer: Answer): void => endpoint.postMessage(answer, transferables(answer));
  keyring.onStateChanged((state) => post({ state }));
  keyring.onSaved((saved) => post({ saved }));
  const running = new Map<number, AbortController>();
  const serve = (call: Extract<Call, { id: number }>): void => {
    const controller = new AbortController();
    running.set(call.id, controller);
    answer(keyring, call, controller.signal)
      .then(post)
      .catch((error: unknown) => post({ id: call.id, error: toWire(error) }))
      .finally(() => running.delete(call.id));
  };
  endpoint.addEventListener('message', (event) => {
    const call = (event as MessageEvent<Call>).data;
    if (call.method === 'keepAlive') keyring.keepAlive();
    else if (call.method === 'cancel') running.get(call.call)?.abort();
    else serve(call);
  });
}

async function answer(
  keyring: Keyring,
  { id, method, args }: Extract<Call, { id: number }>,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    if (!methods.has(method)) throw new TypeError('no such method');
    const served = keyring as unknown as Record<Method, (...given: readonly unknown[]) => Promise<unknown>>;
    const given = cancellable.has(method) ? [args[0], args[1], signal] : args;
    return { id, value: await served[method](...given) };
  } catch (error) {
    return { id, error: toWire(error) };
  }
}
