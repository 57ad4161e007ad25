import { Button, InfoLabel, makeStyles } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { PassphraseField } from '../../components/PassphraseField';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { Progress } from '../../components/Progress';
import { StepLine } from '../../components/StepLine';
import { findFault } from '../../passphrase/rules';
import { usePane } from '../../state/environment';
import type { ImportActions } from '../../state/use-import';
import { importing } from '../../texts/digital-ids';
import { passphrase as texts, passphraseFaults } from '../../texts/passphrase';
import { SkipButton } from './SkipButton';

interface ChoosePassphraseProps {
  readonly actions: ImportActions;
  readonly filePassword: string;
  /** The second step of the first run. */
  readonly isFirst: boolean;
  readonly onBack: () => void;
  readonly onChosen: (passphrase: string) => void;
}

const useStyles = makeStyles({ button: { width: '100%' } });

/** S02. */
export function ChoosePassphrase({ actions, filePassword, isFirst, onBack, onChosen }: ChoosePassphraseProps) {
  const styles = useStyles();
  const { env } = usePane();
  const field = useRef<PassphraseHandle>(null);
  const [fault, setFault] = useState<string | undefined>();
  const { isBusy, failure } = actions.state;
  const { title, body, hint, again, more, why, empty } = texts.choose;
  const choose = (passphrase: string) => {
    const found = findFault(passphrase, { address: env.mailbox.address, filePassword });
    setFault(found === null ? undefined : passphraseFaults[found]);
    if (found === null) onChosen(passphrase);
  };
  return (
    <Page title={title} onBack={onBack} takesFocus>
      {isFirst && <StepLine at={2} />}
      <InfoLabel info={why} infoButton={{ 'aria-label': more }}>
        {body}
      </InfoLabel>
      <PassphraseField ref={field} autoFocus again={again} hint={hint} empty={empty} error={fault} onPassphrase={choose} />
      {failure !== undefined && <Message told={failure} />}
      <Button appearance="primary" className={styles.button} disabledFocusable={isBusy} onClick={() => field.current?.submit()}>
        {isBusy ? importing.importing : importing.import}
      </Button>
      {isBusy ? <Progress words={texts.choose.sealing} /> : isFirst && <SkipButton />}
    </Page>
  );
}
