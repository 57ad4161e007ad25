import { noPromise, promiseOrNull } from '../../../flows/automatic-encryption';
import type { Readiness } from '../../../flows/check-readiness';
import type { SendPolicy, SendPromise } from '../../../store/policy';
import type { KeyringState } from '../../../worker/keyring';
import { compose } from '../../texts/compose';
import type { Values } from '../../texts/words';
import { canRead, nameOf } from './situation';

export type Protection = 'sign' | 'encrypt';

export interface Switch {
  readonly isOn: boolean;
  /** Why it stands as it does, always one line. */
  readonly why: string;
  readonly values?: Values;
}

type Settings = Pick<KeyringState, 'policy' | 'preferences'> & Partial<Pick<KeyringState, 'settingsIntegrity'>>;

/** How the two switches stand: what was decided for this message, else what is set for all, else what is suggested. */
export function switches(
  settings: Settings,
  promise: SendPromise | null,
  readiness: Readiness | null,
): Readonly<Record<Protection, Switch>> {
  return { sign: signSwitch(settings, promise), encrypt: encryptSwitch(settings, promise, readiness) };
}

const { why } = compose;

function signSwitch({ policy, settingsIntegrity }: Settings, promise: SendPromise | null): Switch {
  if (promise?.sign === true) return { isOn: true, why: why.chosen };
  if (promise?.signDeclined === true) return { isOn: false, why: why.declined };
  const whyAll = settingsIntegrity === 'changed' ? why.changed : why.signAll;
  return policy.signAll ? { isOn: true, why: whyAll } : { isOn: false, why: why.off };
}

function encryptSwitch({ policy, preferences, settingsIntegrity }: Settings, promise: SendPromise | null, readiness: Readiness | null): Switch {
  if (promise?.encrypt === true) return { isOn: true, why: promise.answersEncrypted === true ? why.answers : why.chosen };
  if (promise?.encryptDeclined === true) return { isOn: false, why: why.declined };
  if (policy.encryptAll) return { isOn: true, why: settingsIntegrity === 'changed' ? why.changed : why.encryptAll };
  if (promise?.encryptSuggested === true) return { isOn: true, why: why.everyone };
  if (promise?.encryptOffByHand === true) return { isOn: false, why: why.declined };
  return { isOn: false, ...(preferences.suggestEncryption ? whyNot(readiness) : { why: why.off }) };
}

/** Who stands in the way of the suggestion. */
function whyNot(readiness: Readiness | null): Omit<Switch, 'isOn'> {
  if (readiness?.encryptToSelf === undefined) return { why: why.off };
  const missing = readiness.recipients.find((recipient) => !canRead(recipient));
  if (missing !== undefined) return { why: why.cannotRead, values: { address: nameOf(missing) } };
  return { why: readiness.recipients.some(({ role }) => role === 'bcc') ? why.bcc : why.off };
}

/**
 * The promise after the person turned one switch. Against a setting for all,
 * "off" is written down too; and what was switched off by hand is not switched
 * on again by itself.
 */
export function turn(
  promise: SendPromise | null,
  protection: Protection,
  isOn: boolean,
  policy: SendPolicy,
): SendPromise | null {
  const before = { ...noPromise, ...promise };
  return promiseOrNull(
    protection === 'sign'
      ? { ...before, sign: isOn, signDeclined: !isOn && policy.signAll }
      : {
          ...before,
          encrypt: isOn,
          encryptDeclined: !isOn && policy.encryptAll,
          encryptSuggested: false,
          encryptOffByHand: !isOn,
        },
  );
}
