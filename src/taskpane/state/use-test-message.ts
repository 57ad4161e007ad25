import { useAnnounce } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { sendTestMessage } from '../../flows/send-test-message';
import type { TestMessageResult, TestStep } from '../../flows/send-test-message';
import { codeOf } from '../texts/errors';
import { tryIt } from '../texts/first-run';
import { usePane } from './environment';

export type Testing =
  | { readonly phase: 'idle' }
  | { readonly phase: 'working'; readonly step: TestStep }
  | { readonly phase: 'sent'; readonly result: TestMessageResult }
  | { readonly phase: 'failed'; readonly step: TestStep; readonly error: unknown };

export interface TestActions {
  readonly testing: Testing;
  readonly send: () => void;
  readonly cancel: () => void;
}

/** A signed and encrypted message to oneself. */
export function useTestMessage(): TestActions {
  const { env } = usePane();
  const { announce } = useAnnounce();
  const [testing, setTesting] = useState<Testing>({ phase: 'idle' });
  const working = useRef<AbortController | null>(null);
  // Whoever leaves the page gets no message that is not under way yet.
  useEffect(() => () => working.current?.abort(), []);
  const send = () => {
    if (working.current !== null) return; // A second press must not send twice.
    const controller = new AbortController();
    working.current = controller;
    let step: TestStep = 'encrypting';
    const onStep = (next: TestStep) => {
      step = next;
      setTesting({ phase: 'working', step });
    };
    void sendTestMessage(env, { ...tryIt.message, onStep, signal: controller.signal })
      .then(
        (result): Testing => ({ phase: 'sent', result }),
        (error: unknown): Testing => (codeOf(error) === 'ERR_CANCELLED' ? { phase: 'idle' } : { phase: 'failed', step, error }),
      )
      .then((next) => {
        working.current = null;
        setTesting(next);
        if (next.phase === 'sent') announce(tryIt.worked.title, { alert: true });
      });
  };
  return { testing, send, cancel: () => working.current?.abort() };
}
