import { startProblems } from './frame';
import { flowErrors } from './flow-errors';
import { mailboxErrors } from './mailbox-errors';
import { reportOn } from './report';
import { smimeErrors } from './smime-errors';
import { storeErrors } from './store-errors';
import type { Told } from './told';

const texts: Readonly<Record<string, Readonly<Record<string, (details: never) => Told>>>> = {
  SmimeError: smimeErrors,
  StoreError: storeErrors,
  MailboxError: mailboxErrors,
  FlowError: flowErrors,
};

/**
 * What to tell about anything that was thrown. Errors are known by name and
 * code, not by class: the core's classes stay in the worker's bundle.
 */
export function tell(error: unknown): Told {
  const report = reportOn(error);
  const text = isCoded(error) ? texts[error.name]?.[error.code] : undefined;
  if (!isCoded(error) || text === undefined) return { ...startProblems.unexpected, report };
  return { ...text(error.details as never), report };
}

/** The code of one of our own errors. */
export function codeOf(error: unknown): string | undefined {
  return isCoded(error) ? error.code : undefined;
}

interface CodedError extends Error {
  readonly code: string;
  readonly details: unknown;
}

function isCoded(error: unknown): error is CodedError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'details' in error;
}
