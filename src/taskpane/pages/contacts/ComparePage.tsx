import { Body1, Body1Strong, Button, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { confirmCertificate, rejectCertificate } from '../../../flows/contacts/change-contact';
import type { JudgedCertificate } from '../../../flows/contacts/judge-contact';
import { Fingerprint } from '../../components/Fingerprint';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useAct } from '../../state/use-act';
import { showDate } from '../../texts/amounts';
import { compareTexts as texts } from '../../texts/contacts';
import { fill } from '../../texts/words';

const useStyles = makeStyles({
  fingerprint: { padding: '12px', border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusMedium },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

interface ComparePageProps {
  readonly address: string;
  readonly kept: JudgedCertificate;
}

/** S41: two people read a number to each other; that says whose a certificate is when no issuer does. */
export function ComparePage({ address, kept }: ComparePageProps) {
  const styles = useStyles();
  const { env } = usePane();
  const { page, back, close } = useNavigation();
  const { announce } = useAnnounce();
  const { act, failure } = useAct();
  const { fingerprint } = kept.certificate;
  const end = (words: string) => {
    announce(words);
    // Not back to the button that led here: there is nothing to compare any more.
    if (page !== null) close(page);
  };
  const confirm = () => act(confirmCertificate(env, address, fingerprint), () => end(fill(texts.confirmed, { date: showDate(env.now()) })));
  const reject = () => act(rejectCertificate(env, address, fingerprint), () => end(texts.rejected));
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <Body1>
        <Words of={texts.call} with={{ address }} />
      </Body1>
      <div className={styles.fingerprint}>
        <Fingerprint hex={fingerprint} />
      </div>
      <Body1Strong>{texts.number}</Body1Strong>
      <Body1>{texts.where}</Body1>
      {failure !== null && <Message told={failure} />}
      <div className={styles.actions}>
        <Button onClick={confirm}>{texts.match}</Button>
        <Button onClick={reject}>{texts.mismatch}</Button>
        <Button appearance="primary" onClick={back}>
          {texts.later}
        </Button>
      </div>
    </Page>
  );
}
