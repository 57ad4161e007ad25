import { Body1, Button, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { Page } from '../../components/Page';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import type { Chosen } from '../../state/use-import';
import { importing } from '../../texts/digital-ids';
import { cleanName } from '../../texts/names';
import { fill } from '../../texts/words';

const useStyles = makeStyles({
  icon: { fontSize: '40px', color: tokens.colorStatusSuccessForeground1 },
  button: { width: '100%' },
});

export function Imported({ imported }: { readonly imported: readonly Chosen[] }) {
  const styles = useStyles();
  const { back } = useNavigation();
  const { env, keyring } = usePane();
  const { announce } = useAnnounce();
  const { title, titleUnnamed, body, old, file, button } = importing.done;
  const kept = keyring.digitalIds.find(({ fingerprint }) => fingerprint === imported[0]?.fingerprint)?.certificate;
  const address = kept?.emailAddresses[0];
  const said = address === undefined ? titleUnnamed : fill(title, { address: cleanName(address) });
  const isOld = kept !== undefined && kept.notAfter < env.now();
  useEffect(() => announce(`${said}.`, { polite: true }), [announce, said]);
  return (
    <Page title={said} takesFocus>
      <CheckmarkCircleFilled aria-hidden className={styles.icon} />
      <Body1>{isOld ? old : body}</Body1>
      <Body1>{file}</Body1>
      <Button appearance="primary" className={styles.button} onClick={back}>
        {button}
      </Button>
    </Page>
  );
}
