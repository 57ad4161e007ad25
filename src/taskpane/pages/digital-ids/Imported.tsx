import { Body1, Button, Subtitle2, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { canProtectBoth, usesOf } from '../../../flows/own-digital-ids';
import { Page } from '../../components/Page';
import { StepLine } from '../../components/StepLine';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useFirstRun } from '../../state/use-first-run';
import type { Chosen } from '../../state/use-import';
import { importing } from '../../texts/digital-ids';
import { firstRun, tryIt } from '../../texts/first-run';
import { cleanName } from '../../texts/names';
import { fill } from '../../texts/words';
import { TryIt } from './TryIt';

const useStyles = makeStyles({
  icon: { fontSize: '40px', color: tokens.colorStatusSuccessForeground1 },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px' },
  button: { width: '100%' },
  title: { margin: '4px 0 0' },
});

interface ImportedProps {
  readonly imported: readonly Chosen[];
  /** The first run goes on with a message to oneself. */
  readonly isFirst: boolean;
}

export function Imported({ imported, isFirst }: ImportedProps) {
  const styles = useStyles();
  const { env, keyring } = usePane();
  const { announce } = useAnnounce();
  const { title, titleUnnamed, body, signs, old, file } = importing.done;
  const kept = keyring.digitalIds.find(({ fingerprint }) => fingerprint === imported[0]?.fingerprint)?.certificate;
  const address = kept?.emailAddresses[0];
  const said = address === undefined ? titleUnnamed : fill(title, { address: cleanName(address) });
  const isOld = kept !== undefined && kept.notAfter < env.now();
  const encrypts = kept === undefined || usesOf(kept, env.now()).encrypts;
  useEffect(() => announce(`${said}.`, { polite: true }), [announce, said]);
  return (
    <Page title={said} takesFocus>
      {isFirst && <StepLine at={3} />}
      <CheckmarkCircleFilled aria-hidden className={styles.icon} />
      <Body1>{isOld ? old : encrypts ? body : signs}</Body1>
      <Body1>{file}</Body1>
      <Next isFirst={isFirst} />
    </Page>
  );
}

/** A test message needs a digital ID that signs for this mailbox, and one to encrypt to. */
function Next({ isFirst }: Pick<ImportedProps, 'isFirst'>) {
  const styles = useStyles();
  const { back, open } = useNavigation();
  const { keep } = useFirstRun();
  const { env, keyring } = usePane();
  const canTryIt = canProtectBoth(keyring.digitalIds, env.mailbox.address, env.now());
  const finish = () => {
    keep('finished');
    back();
  };
  if (isFirst && canTryIt) {
    return (
      <>
        <Subtitle2 as="h3" className={styles.title}>{tryIt.title}</Subtitle2>
        <TryIt leave={{ label: firstRun.skip, act: finish }} onSent={() => keep('finished')} />
      </>
    );
  }
  return (
    <div className={styles.actions}>
      {canTryIt && (
        <Button appearance="primary" className={styles.button} onClick={() => open({ name: 'try-it' })}>
          {tryIt.button}
        </Button>
      )}
      <Button appearance={canTryIt ? 'secondary' : 'primary'} className={styles.button} onClick={back}>
        {importing.done.button}
      </Button>
    </div>
  );
}
