import { Button, Caption1, makeStyles, useAnnounce } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import { unlockDigitalIds } from '../../flows/unlock-digital-ids';
import { usePane } from '../state/environment';
import { codeOf, tell } from '../texts/errors';
import { frame } from '../texts/frame';
import { passphrase as texts } from '../texts/passphrase';
import { read } from '../texts/read';
import type { Told } from '../texts/told';
import { Message } from './Message';
import { PassphraseField } from './PassphraseField';
import type { PassphraseHandle } from './PassphraseField';

interface UnlockFormProps {
  readonly autoFocus?: boolean;
  readonly onUnlocked?: () => void;
  readonly onEscape?: () => void;
}

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '8px' },
  button: { alignSelf: 'flex-start' },
});

/** Inline, wherever something needs a digital ID. */
export function UnlockForm({ autoFocus = false, onUnlocked, onEscape }: UnlockFormProps) {
  const styles = useStyles();
  const field = useRef<PassphraseHandle>(null);
  const hintId = useId();
  const { unlock, isBusy, wrong, failure } = useUnlock(onUnlocked);
  return (
    <div className={styles.form} role="group" aria-label={texts.unlockTitle}>
      <PassphraseField
        ref={field}
        autoFocus={autoFocus}
        error={wrong}
        onPassphrase={unlock}
        {...(onEscape === undefined ? {} : { onEscape })}
      />
      <Button
        appearance="primary"
        aria-describedby={hintId}
        className={styles.button}
        disabledFocusable={isBusy}
        onClick={() => field.current?.submit()}
      >
        {isBusy ? texts.unlocking : texts.unlock}
      </Button>
      <Caption1 id={hintId}>{read.unlock.hint}</Caption1>
      {failure !== undefined && <Message told={failure} />}
    </div>
  );
}

interface Unlocking {
  readonly isBusy: boolean;
  readonly wrong?: string | undefined;
  readonly failure?: Told | undefined;
}

function useUnlock(onUnlocked?: () => void): Unlocking & { readonly unlock: (passphrase: string) => void } {
  const { env, setKeyring } = usePane();
  const { announce } = useAnnounce();
  const [state, setState] = useState<Unlocking>({ isBusy: false });
  const unlock = (passphrase: string) => {
    setState({ isBusy: true });
    unlockDigitalIds(env, passphrase).then(
      (keyring) => {
        setState({ isBusy: false });
        setKeyring(keyring);
        announce(frame.announce.unlocked);
        onUnlocked?.();
      },
      (error: unknown) => {
        const isWrong = codeOf(error) === 'ERR_PASSPHRASE_WRONG';
        setState({ isBusy: false, ...(isWrong ? { wrong: texts.wrong } : { failure: tell(error) }) });
      },
    );
  };
  return { ...state, unlock };
}
