import { Button, Caption1, makeStyles, useAnnounce } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { changePassphrase } from '../../../flows/change-passphrase';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { PassphraseField } from '../../components/PassphraseField';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { findFault } from '../../passphrase/rules';
import { usePane } from '../../state/environment';
import { codeOf, tell } from '../../texts/errors';
import { passphrase as texts, passphraseFaults } from '../../texts/passphrase';
import type { Told } from '../../texts/told';

const useStyles = makeStyles({ button: { width: '100%' } });

interface ChangePassphrasePageProps {
  readonly onBack: () => void;
}

/** S16: old, new, again. */
export function ChangePassphrasePage({ onBack }: ChangePassphrasePageProps) {
  const [isDone, setDone] = useState(false);
  return (
    <Page key={String(isDone)} title={texts.change.title} onBack={onBack} takesFocus>
      {isDone ? <Done onBack={onBack} /> : <Form onDone={() => setDone(true)} />}
    </Page>
  );
}

interface Faults {
  readonly current?: string;
  readonly next?: string;
  readonly failure?: Told;
}

function Form({ onDone }: { readonly onDone: () => void }) {
  const styles = useStyles();
  const currentField = useRef<PassphraseHandle>(null);
  const nextField = useRef<PassphraseHandle>(null);
  /** Only between the two fields' answers, which make one. */
  const current = useRef('');
  const forget = () => {
    current.current = '';
  };
  const { faults, isBusy, change } = useChange(onDone);
  const { choose } = texts;
  const takeCurrent = (value: string) => {
    current.current = value;
    nextField.current?.submit();
  };
  const takeNext = (value: string) => {
    const given = current.current;
    forget();
    // Enter in the new one: the old one is asked for first, and asks for this one again.
    if (given === '') currentField.current?.submit();
    else change(given, value);
  };
  return (
    <>
      <PassphraseField
        ref={currentField}
        autoFocus
        frameTitle={texts.change.currentFrame}
        label={texts.change.current}
        empty={texts.change.currentEmpty}
        error={faults.current}
        onPassphrase={takeCurrent}
        onRefused={forget}
      />
      <PassphraseField
        ref={nextField}
        frameTitle={texts.change.nextFrame}
        label={texts.change.next}
        again={choose.again}
        hint={choose.hint}
        empty={choose.empty}
        error={faults.next}
        onPassphrase={takeNext}
        onRefused={forget}
      />
      {faults.failure !== undefined && <Message told={faults.failure} />}
      <Caption1>{texts.change.why}</Caption1>
      <Button appearance="primary" className={styles.button} disabledFocusable={isBusy} onClick={() => currentField.current?.submit()}>
        {isBusy ? texts.change.busy : texts.change.button}
      </Button>
    </>
  );
}

interface Change {
  readonly faults: Faults;
  readonly isBusy: boolean;
  readonly change: (current: string, next: string) => void;
}

function useChange(onDone: () => void): Change {
  const { env, setKeyring } = usePane();
  const { announce } = useAnnounce();
  const [isBusy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const change = (current: string, next: string) => {
    if (isBusy) return;
    const fault = findFault(next, { address: env.mailbox.address, current });
    setFaults(fault === null ? {} : { next: passphraseFaults[fault] });
    if (fault !== null) return;
    setBusy(true);
    changePassphrase(env, current, next)
      .then(
        (state) => {
          setKeyring(state);
          announce(texts.change.done, { polite: true });
          onDone();
        },
        (error: unknown) => setFaults(codeOf(error) === 'ERR_PASSPHRASE_WRONG' ? { current: texts.wrong } : { failure: tell(error) }),
      )
      .finally(() => setBusy(false));
  };
  return { faults, isBusy, change };
}

function Done({ onBack }: ChangePassphrasePageProps) {
  const styles = useStyles();
  const { doneTitle, doneBody, back } = texts.change;
  return (
    <>
      <Message told={{ title: doneTitle, body: doneBody }} intent="success" />
      <Button appearance="primary" className={styles.button} onClick={onBack}>
        {back}
      </Button>
    </>
  );
}
