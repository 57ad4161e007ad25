import type { Keyring } from './keyring';
import { methods, toWire, transferables } from './protocol';
import type { Answer, Call, Endpoint, Method } from './protocol';

/** Answers the calls that arrive at `endpoint` with `keyring`, and tells it of every change of state and of the settings. */
export function serveKeyring(keyring: Keyring, endpoint: Endpoint): void {
  const post = (answer: Answer): void => endpoint.postMessage(answer, transferables(answer));
  keyring.onStateChanged((state) => post({ state }));
  keyring.onSaved((saved) => post({ saved }));
  endpoint.addEventListener('message', (event) => {
    const call = (event as MessageEvent<Call>).data;
    if (call.method === 'keepAlive') keyring.keepAlive();
    else void answer(keyring, call).then(post).catch((error: unknown) => post({ id: call.id, error: toWire(error) }));
  });
}

async function answer(keyring: Keyring, { id, method, args }: Extract<Call, { id: number }>): Promise<Answer> {
  try {
    if (!methods.has(method)) throw new TypeError('no such method');
    const served = keyring as unknown as Record<Method, (...given: readonly unknown[]) => Promise<unknown>>;
    return { id, value: await served[method](...args) };
  } catch (error) {
    return { id, error: toWire(error) };
  }
}
