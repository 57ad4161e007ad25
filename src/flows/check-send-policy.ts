import type { SendPolicy, SendPromise } from '../store/policy';

/** Why a message is held back. The last three are for whoever could not even ask. `shared`: protection is required where none can be given. */
export type SendBlock =
  | 'signRequired'
  | 'encryptRequired'
  | 'bothRequired'
  | 'ownSign'
  | 'ownEncrypt'
  | 'ownBoth'
  | 'promisedSign'
  | 'promisedEncrypt'
  | 'promisedBoth'
  | 'shared'
  | 'suggestedEncrypt'
  | 'settings'
  | 'unreadable'
  | 'failed';

export type SendDecision = { readonly allow: true } | { readonly allow: false; readonly reason: SendBlock };

export interface SendCheck {
  readonly policy: SendPolicy;
  readonly promise: SendPromise | null;
  /**
   * What is about to be sent. Absent: a plain message, as everything is that
   * arrives at Outlook's own Send (S/MIME goes another way).
   */
  readonly protection?: { readonly sign: boolean; readonly encrypt: boolean };
}

/**
 * May this message go out as it is? A promise stands above the policy's
 * exceptions: declining counts only for what was not promised. A suggestion
 * requires nothing, but what people saw as encrypted does not go readable
 * without their word: Outlook asks for it, Signet stops.
 */
export function checkSendPolicy({ policy, promise, protection }: SendCheck): SendDecision {
  const sign = requirement(policy.signAll, promise?.sign, promise?.signDeclined);
  const encrypt = requirement(policy.encryptAll, promise?.encrypt, promise?.encryptDeclined);
  const missingSign = sign !== null && protection?.sign !== true;
  const missingEncrypt = encrypt !== null && protection?.encrypt !== true;
  if (!missingSign && !missingEncrypt) {
    const breaksSuggestion = promise?.encryptSuggested === true && protection?.encrypt !== true;
    return breaksSuggestion ? { allow: false, reason: 'suggestedEncrypt' } : { allow: true };
  }
  const promised = (missingSign && sign === 'promised') || (missingEncrypt && encrypt === 'promised');
  return { allow: false, reason: blockFor(promised ? 'promised' : 'own', missingSign, missingEncrypt) };
}

function requirement(all: boolean, promised = false, declined = false): 'promised' | 'own' | null {
  if (promised) return 'promised';
  return all && !declined ? 'own' : null;
}

function blockFor(who: 'promised' | 'own', sign: boolean, encrypt: boolean): SendBlock {
  if (sign && encrypt) return `${who}Both`;
  return encrypt ? `${who}Encrypt` : `${who}Sign`;
}
