import { Body1, Button, makeStyles } from '@fluentui/react-components';
import type { Readiness } from '../../../flows/check-readiness';
import { Page } from '../../components/Page';
import { useNavigation } from '../../state/navigation';
import { cannotRead as texts } from '../../texts/compose';
import { fill } from '../../texts/words';
import { RecipientRow } from './RecipientRow';
import { canRead } from './situation';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  button: { width: '100%' },
});

/** S22: who can't read an encrypted message, and why. Nothing is sent from here. */
export function CannotReadPage({ readiness: { recipients } }: { readonly readiness: Readiness }) {
  const styles = useStyles();
  const { back } = useNavigation();
  const missing = recipients.filter((recipient) => !canRead(recipient));
  const all = recipients.length;
  const title = missing.length === all ? texts.nobody : fill(texts.some, { n: missing.length, all });
  return (
    <Page
      title={title}
      onBack={back}
      takesFocus
      footer={
        <Button appearance="primary" className={styles.button} onClick={back}>
          {texts.back}
        </Button>
      }
    >
      <ul className={styles.list}>
        {missing.map((recipient) => (
          <RecipientRow key={`${recipient.role} ${recipient.address}`} recipient={recipient} isEncrypted startsOpen />
        ))}
      </ul>
      <Body1>{texts.how}</Body1>
    </Page>
  );
}
