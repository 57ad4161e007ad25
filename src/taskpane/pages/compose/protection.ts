import type { SendPolicy, SendPromise } from '../../../store/policy';
import { compose } from '../../texts/compose';

export type Protection = 'sign' | 'encrypt';

export interface Switch {
  readonly isOn: boolean;
  /** Why it stands as it does, always one line. */
  readonly why: string;
}

/** How the two switches stand: what was promised for this message, else what is set for all. */
export function switches(policy: SendPolicy, promise: SendPromise | null): Readonly<Record<Protection, Switch>> {
  return {
    sign: switchFor(promise?.sign, promise?.signDeclined, policy.signAll, compose.why.signAll),
    encrypt: switchFor(promise?.encrypt, promise?.encryptDeclined, policy.encryptAll, compose.why.encryptAll),
  };
}

function switchFor(isPromised = false, isDeclined = false, isForAll: boolean, whyAll: string): Switch {
  const { chosen, declined, off } = compose.why;
  if (isPromised) return { isOn: true, why: chosen };
  if (isDeclined) return { isOn: false, why: declined };
  return isForAll ? { isOn: true, why: whyAll } : { isOn: false, why: off };
}

/**
 * The promise after the person turned one switch. Against a setting for all,
 * "off" is written down too; where nothing is left to say, there is no promise.
 */
export function turn(
  promise: SendPromise | null,
  protection: Protection,
  isOn: boolean,
  policy: SendPolicy,
): SendPromise | null {
  const { sign = false, encrypt = false, signDeclined = false, encryptDeclined = false } = promise ?? {};
  const before = { sign, encrypt, signDeclined, encryptDeclined };
  const next =
    protection === 'sign'
      ? { ...before, sign: isOn, signDeclined: !isOn && policy.signAll }
      : { ...before, encrypt: isOn, encryptDeclined: !isOn && policy.encryptAll };
  return Object.values(next).some(Boolean) ? next : null;
}
