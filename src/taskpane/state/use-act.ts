import { useState } from 'react';
import { tell } from '../texts/errors';
import type { Told } from '../texts/told';

/** Something a press begins: its end, or what to tell when it could not be done. */
export function useAct(): {
  readonly act: <T>(doing: Promise<T>, done: (value: T) => void) => void;
  readonly failure: Told | null;
} {
  const [failure, setFailure] = useState<Told | null>(null);
  const act = <T>(doing: Promise<T>, done: (value: T) => void): void => {
    setFailure(null);
    doing.then(done, (error: unknown) => setFailure(tell(error)));
  };
  return { act, failure };
}
