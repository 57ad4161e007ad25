import { useAnnounce } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { signAndSend } from '../../flows/sign-and-send';
import type { SendResult, SendStep, SentAs } from '../../flows/sign-and-send';
import { unlockDigitalIds } from '../../flows/unlock-digital-ids';
import type { ComposeItem } from '../../mailbox/types';
import { cancelled, results } from '../texts/compose';
import { codeOf } from '../texts/errors';
import { passphrase as passphraseTexts } from '../texts/passphrase';
import { usePane } from './environment';

export interface WhatToSend {
  readonly sign: boolean;
  readonly encrypt: boolean;
}

export type Sending =
  | { readonly phase: 'idle'; readonly wrongPassphrase?: string }
  | { readonly phase: 'working'; readonly step: SendStep | 'unlocking'; readonly what: WhatToSend }
  | { readonly phase: 'sent'; readonly result: SendResult }
  | { readonly phase: 'failed'; readonly error: unknown; readonly what: WhatToSend }
  /** It may have been sent, or not. */
  | { readonly phase: 'unknown' };

export interface SendActions {
  readonly sending: Sending;
  /** With a passphrase it unlocks first: one press for both. */
  readonly send: (what: WhatToSend, passphrase?: string) => void;
  readonly cancel: () => void;
  /** Back to the message. */
  readonly reset: () => void;
}

/** Long enough to read three words; the form closes after it, and Outlook closes the pane with it. */
const timeToSee = 1500;

export function useSending(item: ComposeItem): SendActions {
  const { env, setKeyring } = usePane();
  const { announce } = useAnnounce();
  const [sending, setSending] = useState<Sending>({ phase: 'idle' });
  const cancelling = useRef(new AbortController());
  const isWorking = useRef(false);

  const run = async (what: WhatToSend, passphrase: string | undefined): Promise<Sending> => {
    const onStep = (step: SendStep | 'unlocking') => setSending({ phase: 'working', step, what });
    if (passphrase !== undefined) {
      onStep('unlocking');
      setKeyring(await unlockDigitalIds(env, passphrase));
    }
    const onSent = async (sentAs: SentAs) => {
      const result: SendResult = { ...sentAs, sent: true, draftLeft: false };
      setSending({ phase: 'sent', result });
      announce(sentTitle(result), { alert: true });
      await new Promise((seen) => setTimeout(seen, timeToSee));
    };
    const result = await signAndSend(env, item, { ...what, onStep, onSent, signal: cancelling.current.signal });
    return { phase: 'sent', result };
  };
  const send = (what: WhatToSend, passphrase?: string) => {
    if (isWorking.current) return; // A second press must not send twice.
    isWorking.current = true;
    cancelling.current = new AbortController();
    void run(what, passphrase)
      .catch((error: unknown) => afterFailure(error, what))
      .then((next) => {
        setSending(next);
        const said = spoken(next, cancelling.current.signal.aborted);
        if (said !== '') announce(said, { alert: true });
      })
      .finally(() => {
        isWorking.current = false;
      });
  };
  return { sending, send, cancel: () => cancelling.current.abort(), reset: () => setSending({ phase: 'idle' }) };
}

function afterFailure(error: unknown, what: WhatToSend): Sending {
  const code = codeOf(error);
  if (code === 'ERR_PASSPHRASE_WRONG') return { phase: 'idle', wrongPassphrase: passphraseTexts.wrong };
  if (code === 'ERR_CANCELLED') return { phase: 'idle' };
  return code === 'ERR_SEND_OUTCOME_UNKNOWN' ? { phase: 'unknown' } : { phase: 'failed', error, what };
}

function spoken(sending: Sending, wasCancelled: boolean): string {
  switch (sending.phase) {
    case 'sent':
      // Said when it was sent; only a draft left behind is news.
      return sending.result.draftLeft ? sentTitle(sending.result) : '';
    case 'failed':
      return `${results.failed.title}.`;
    case 'unknown':
      return `${results.unknown.title}.`;
    case 'idle':
      return wasCancelled ? cancelled : '';
    case 'working':
      return '';
  }
}

export function sentTitle({ signed, encrypted, draftLeft }: SendResult): string {
  if (draftLeft) return results.draftLeft.title;
  if (signed && encrypted) return results.both.title;
  return encrypted ? results.encrypt.title : results.sign.title;
}
