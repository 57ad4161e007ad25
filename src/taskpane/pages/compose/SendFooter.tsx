import { Body1, Button, Link, makeStyles } from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import { PassphraseField } from '../../components/PassphraseField';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { Progress } from '../../components/Progress';
import { Words } from '../../components/Words';
import { useNavigation } from '../../state/navigation';
import type { SendActions, Sending, WhatToSend } from '../../state/use-sending';
import { bothAtOnce, sendTexts, steps } from '../../texts/compose';
import { passphrase as passphraseTexts } from '../../texts/passphrase';
import { fillLoosely } from '../../texts/words';
import type { MainButton } from './situation';

interface SendFooterProps {
  readonly button: MainButton;
  readonly actions: SendActions;
  readonly what: WhatToSend;
  readonly focusPassphrase: boolean;
}

const useStyles = makeStyles({
  line: { overflowWrap: 'anywhere' },
  main: { width: '100%' },
  working: { outlineStyle: 'none' },
});

/** One button that says what will happen; above it the reason, which is its description. */
export function SendFooter({ button, actions, what, focusPassphrase }: SendFooterProps) {
  const { sending } = actions;
  if (sending.phase === 'working') return <Working sending={sending} onCancel={actions.cancel} />;
  return <Ready button={button} actions={actions} what={what} focusPassphrase={focusPassphrase} />;
}

function Ready({ button, actions, what, focusPassphrase }: SendFooterProps) {
  const styles = useStyles();
  const { select, open } = useNavigation();
  const lineId = useId();
  const field = useRef<PassphraseHandle>(null);
  const { situation, label, line, values, act } = button;
  const wrong = actions.sending.phase === 'idle' ? actions.sending.wrongPassphrase : undefined;
  const press = () => {
    if (act === 'send') actions.send(what);
    else if (act === 'unlockAndSend') field.current?.submit();
    else if (act === 'import') select('digital-ids', { name: 'import' });
    else if (act === 'fix') open({ name: 'recipients' }, 'main-button');
  };
  return (
    <>
      {act === 'unlockAndSend' && (
        <PassphraseField
          ref={field}
          autoFocus={focusPassphrase || wrong !== undefined}
          empty={passphraseTexts.empty}
          error={wrong}
          onPassphrase={(passphrase) => actions.send(what, passphrase)}
        />
      )}
      <Body1 id={lineId} className={styles.line}>
        <Words of={line} with={values} />
        {situation === 'noIdForFrom' && (
          <>
            {' '}
            <Link as="button" onClick={() => select('digital-ids', { name: 'import' })}>
              {sendTexts.noIdForFrom.action}
            </Link>
          </>
        )}
      </Body1>
      {label !== '' && (
        <Button
          id="main-button"
          appearance="primary"
          size="large"
          aria-describedby={lineId}
          className={styles.main}
          disabledFocusable={act === 'none'}
          onClick={press}
        >
          {fillLoosely(label, values)}
        </Button>
      )}
    </>
  );
}

interface WorkingProps {
  readonly sending: Extract<Sending, { readonly phase: 'working' }>;
  readonly onCancel: () => void;
}

/** Once handed over it can't be called back, so then there is no Cancel. */
function Working({ sending: { step, what }, onCancel }: WorkingProps) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const label = step === 'encrypting' && what.sign ? bothAtOnce : steps[step];
  return (
    <div ref={place} className={styles.working} tabIndex={-1}>
      <Progress isPrompt words={label} step={stepOf(step)} onCancel={step === 'sending' ? undefined : onCancel} />
    </div>
  );
}

/** Signing and encrypting are one step, and unlocking comes before the first. */
function stepOf(step: WorkingProps['sending']['step']): { readonly at: number; readonly of: number } | undefined {
  const at = { unlocking: 0, reading: 1, signing: 2, encrypting: 2, checking: 3, sending: 4 }[step];
  return at === 0 ? undefined : { at, of: 4 };
}
