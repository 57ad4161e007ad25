import { firstRunKey, parseFirstRun } from '../store/first-run';
import type { FirstRun } from '../store/first-run';
import type { KeyringState } from '../worker/keyring';
import type { Environment } from './environment';
import { keep } from './keep';

export type { FirstRun } from '../store/first-run';

/** How far the person went; `null`: no further than the digital IDs say. */
export function readFirstRun({ mailbox }: Environment): FirstRun | null {
  return parseFirstRun(mailbox.settings.get(firstRunKey));
}

/** @throws StoreError ERR_STORE_FULL, ERR_STORE_NOT_SAVED */
export async function keepFirstRun(env: Environment, state: FirstRun): Promise<KeyringState> {
  return keep(env, () => Promise.resolve({ [firstRunKey]: state }));
}
