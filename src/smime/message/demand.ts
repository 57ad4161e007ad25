import { SmimeError } from '../errors';

/**
 * One of the things that must be so in what we wrote.
 * @throws SmimeError ERR_SELF_CHECK_FAILED
 */
export function demand(fits: boolean, reason: string): void {
  if (!fits) throw new SmimeError('ERR_SELF_CHECK_FAILED', { reason });
}
