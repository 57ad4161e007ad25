import type { ComposeItem } from '../mailbox/types';
import { parsePolicy, policyKey, strictestPolicy } from '../store/policy';
import type { SendPolicy } from '../store/policy';
import type { KeyringState } from '../worker/keyring';
import { checkSendPolicy } from './check-send-policy';
import type { Environment } from './environment';
import { FlowError } from './errors';
import { readPromise } from './promise-protection';

export interface Protection {
  readonly sign: boolean;
  readonly encrypt: boolean;
}

/**
 * Throws when this message must be protected more than `protection` says. Asks
 * everything anew: it is called again right before the transport.
 * @throws FlowError ERR_POLICY; StoreError or MailboxError when it cannot be told
 */
export async function requireAllowed(env: Environment, item: ComposeItem, protection: Protection): Promise<void> {
  const promise = await readPromise(item);
  const state = await env.keyring.state();
  const decision = checkSendPolicy({ policy: effectivePolicy(env, state), promise, protection });
  if (decision.allow) return;
  const reason = state.settingsIntegrity === 'changed' ? 'settings' : decision.reason;
  throw new FlowError('ERR_POLICY', { reason });
}

/**
 * What the keyring found authentic, and what the settings say now: whichever is
 * stricter. Settings that somebody altered may have lost a rule, so then every
 * rule counts until the person sets the policy again.
 */
function effectivePolicy(env: Environment, state: KeyringState): SendPolicy {
  if (state.settingsIntegrity === 'changed') return strictestPolicy;
  const kept = parsePolicy(env.mailbox.settings.get(policyKey));
  return {
    signAll: state.policy.signAll || kept.signAll,
    encryptAll: state.policy.encryptAll || kept.encryptAll,
  };
}
