import { useEffect, useMemo, useRef, useState } from 'react';
import { announceVerdict, verdictBarFor } from '../../flows/announce';
import type { ReadItem } from '../../mailbox/types';
import { verdictBars } from '../texts/info-bars';
import { judge } from '../verdict/verdict';
import { usePane } from './environment';
import type { Reading } from './use-reading';

/** Says above the message what the pane says, as long as the pane says it. */
export function useVerdictBar(item: ReadItem, state: Reading): void {
  const { env, keyring } = usePane();
  const wasLocked = useWasLocked();
  const hasDigitalIds = keyring.digitalIds.length > 0;
  const bar = useMemo(() => {
    if (state.phase !== 'done' || state.reading.kind === 'plain') return null;
    const { opened, from } = state.reading;
    const verdict = judge(opened, { from, now: env.now(), hasDigitalIds });
    const key = verdictBarFor(verdict, opened.encryption);
    return key === null ? null : { key, message: verdictBars[key](verdict.values.address ?? '') };
  }, [env, state, hasDigitalIds]);
  const isTakenAway = wasLocked && bar?.key === 'signet.good';
  useEffect(() => {
    void announceVerdict(env, item, isTakenAway ? null : bar);
  }, [env, item, bar, isTakenAway]);
}

/** Whether somebody (or time) locked while this was shown. */
function useWasLocked(): boolean {
  const { keyring } = usePane();
  const wasUnlocked = useRef(false);
  const [wasLocked, setWasLocked] = useState(false);
  const { status } = keyring;
  useEffect(() => {
    setWasLocked(status === 'locked' && wasUnlocked.current);
    wasUnlocked.current ||= status === 'unlocked';
  }, [status]);
  return wasLocked;
}
