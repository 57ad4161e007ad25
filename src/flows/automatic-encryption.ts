import type { SendPromise } from '../store/policy';
import type { KeyringState } from '../worker/keyring';
import type { Readiness } from './check-readiness';

export interface AutomaticEncryption {
  readonly promise: SendPromise | null;
  readonly settings: Pick<KeyringState, 'policy' | 'preferences'>;
  /** `null` while it is computed: nothing is decided then. */
  readonly readiness: Pick<Readiness, 'canEncrypt'> | null;
  readonly answersEncrypted: boolean;
}

/**
 * What is to be written down with the message because of what it answers and
 * who gets it; `undefined` when what is there is right. Whatever the person
 * decided for this message stays.
 */
export function automaticPromise(given: AutomaticEncryption): SendPromise | null | undefined {
  const before = given.promise ?? noPromise;
  const next = suggestion(answer(before, given), given);
  return next === before ? undefined : promiseOrNull(next);
}

/** Decided once, when it is first known what the message answers; a promise that a later pane or device keeps to. */
function answer(before: SendPromise, { answersEncrypted, settings }: AutomaticEncryption): SendPromise {
  if (!answersEncrypted || before.answersEncrypted === true || !settings.preferences.answerEncrypted) return before;
  const isDeclined = before.encryptOffByHand === true || before.encryptDeclined === true;
  return { ...before, answersEncrypted: true, encrypt: before.encrypt || !isDeclined };
}

function suggestion(before: SendPromise, { readiness, settings }: AutomaticEncryption): SendPromise {
  const { policy, preferences } = settings;
  const isDecided = before.encrypt || before.encryptOffByHand === true || before.encryptDeclined === true || policy.encryptAll;
  if (!isDecided && readiness === null) return before;
  const encryptSuggested = !isDecided && preferences.suggestEncryption && readiness?.canEncrypt === true;
  return encryptSuggested === (before.encryptSuggested === true) ? before : { ...before, encryptSuggested };
}

export const noPromise: SendPromise = {
  sign: false,
  encrypt: false,
  signDeclined: false,
  encryptDeclined: false,
  encryptSuggested: false,
  encryptOffByHand: false,
  answersEncrypted: false,
};

/** Where nothing is left to say, nothing is kept. */
export function promiseOrNull(promise: SendPromise): SendPromise | null {
  return Object.values(promise).some(Boolean) ? promise : null;
}
