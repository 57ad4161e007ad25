import { createWorkerKeyring } from './client';
import type { Keyring } from './keyring';

/** Starts the worker that holds the unlocked keys; it ends with the pane. */
export function startKeyring(): Keyring {
  return createWorkerKeyring(new Worker(/* webpackChunkName: "worker" */ new URL('./worker.ts', import.meta.url)));
}
