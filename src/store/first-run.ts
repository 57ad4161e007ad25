/**
 * How far somebody went with the first run. Nothing depends on it but what is
 * offered, so it is not authenticated, and anything unknown counts as nothing.
 */
export type FirstRun =
  /** "I only want to read messages": setting up is no longer offered beside other things. */
  | 'reader'
  /** The test message was sent, or left out. */
  | 'finished';

export const firstRunKey = 'signet.first-run';

export function parseFirstRun(text: string | undefined): FirstRun | null {
  return text === 'reader' || text === 'finished' ? text : null;
}
