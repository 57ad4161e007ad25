import { useEffect, useState } from 'react';

/** How long somebody has been waiting: what is shown follows from it. */
export type Wait = 'unnoticed' | 'short' | 'long' | 'tooLong';

/** Milliseconds from which on each of them holds. */
const stages: readonly (readonly [number, Wait])[] = [
  [400, 'short'],
  [2_000, 'long'],
  [10_000, 'tooLong'],
];

/** Counts from the first time that whatever uses it is drawn. */
export function useWait(): Wait {
  const [wait, setWait] = useState<Wait>('unnoticed');
  useEffect(() => {
    const timers = stages.map(([milliseconds, stage]) => setTimeout(() => setWait(stage), milliseconds));
    return () => timers.forEach(clearTimeout);
  }, []);
  return wait;
}
