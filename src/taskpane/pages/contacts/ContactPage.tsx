import { Body1, Button, Caption1, Subtitle2, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { addOtherAddress } from '../../../flows/contacts/change-contact';
import type { JudgedCertificate, JudgedContact } from '../../../flows/contacts/judge-contact';
import { sameAddress } from '../../../smime/index';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useAct } from '../../state/use-act';
import { useReturnFocus } from '../../state/use-return-focus';
import { contact as texts, contacts as listTexts } from '../../texts/contacts';
import { cleanName } from '../../texts/names';
import { fill } from '../../texts/words';
import { CertificateItem } from './CertificateItem';
import { RemoveMenu } from './RemoveMenu';
import { namesOf } from './show-contact';

const useStyles = makeStyles({
  heading: { margin: '0 0 6px' },
  list: { display: 'flex', flexDirection: 'column', gap: '8px', margin: 0, padding: 0, listStyleType: 'none' },
  other: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px', overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  soft: { color: tokens.colorNeutralForeground2 },
});

const importId = 'import-certificate';

interface ContactPageProps {
  readonly judged: JudgedContact;
  readonly contacts: readonly JudgedContact[];
}

/** One person: the "Certificates tab" of the article. */
export function ContactPage({ judged, contacts }: ContactPageProps) {
  const styles = useStyles();
  const { back, openOver } = useNavigation();
  useReturnFocus();
  const { contact, certificates, best } = judged;
  const { address } = contact;
  const names = namesOf(judged);
  return (
    <Page title={cleanName(address, 320)} onBack={back} takesFocus>
      {names.length > 0 && (
        <Body1>
          <bdi>{names.join(' · ')}</bdi>
        </Body1>
      )}
      {contact.isUnreadable === true && (
        <Message told={{ ...listTexts.unreadable, values: { address } }} intent="warning" />
      )}
      {certificates.length > 0 && (
        <section>
          <Subtitle2 as="h3" block className={styles.heading}>
            {texts.certificates}
          </Subtitle2>
          <ul className={styles.list}>
            {inOrder(judged).map((kept) => (
              <CertificateItem key={kept.certificate.fingerprint} address={address} kept={kept} best={best} />
            ))}
          </ul>
        </section>
      )}
      <OtherAddresses judged={judged} contacts={contacts} />
      <div className={styles.actions}>
        {contact.isUnreadable !== true && (
          <Button
            id={importId}
            icon={<AddRegular />}
            onClick={() => openOver({ name: 'import-certificates', address }, importId)}
          >
            {texts.importButton}
          </Button>
        )}
        <RemoveMenu judged={judged} />
      </div>
      <Caption1 className={styles.soft}>{listTexts.where}</Caption1>
    </Page>
  );
}

/** The one in use first, those for old messages last. */
function inOrder({ certificates, best }: JudgedContact): readonly JudgedCertificate[] {
  const rank = (kept: JudgedCertificate) => (kept === best ? 0 : kept.state === 'ready' ? 1 : kept.state === 'expired' ? 3 : 2);
  return [...certificates].sort((a, b) => rank(a) - rank(b));
}

/** Those that a certificate in use names beside this one, and that are no contacts yet. */
function OtherAddresses({ judged, contacts }: ContactPageProps) {
  const styles = useStyles();
  const { env } = usePane();
  const { announce } = useAnnounce();
  const { act, failure } = useAct();
  const { best } = judged;
  if (best?.state !== 'ready') return null;
  const known = [env.mailbox.address, ...contacts.map(({ contact }) => contact.address)];
  const others = best.certificate.emailAddresses.filter((other) => known.every((address) => !sameAddress(address, other)));
  if (others.length === 0 && failure === null) return null;
  const add = (address: string) =>
    act(addOtherAddress(env, best, address), () => {
      announce(fill(texts.addedOther, { address: cleanName(address) }));
      // The row that was pressed goes.
      document.getElementById(importId)?.focus();
    });
  return (
    <section>
      <Subtitle2 as="h3" block className={styles.heading}>
        {texts.others}
      </Subtitle2>
      <ul className={styles.list}>
        {others.map((address) => (
          <li key={address} className={styles.other}>
            <bdi dir="ltr">{cleanName(address, 320)}</bdi>
            <Button size="small" aria-label={fill(texts.addNamed, { address: cleanName(address) })} onClick={() => add(address)}>
              {texts.add}
            </Button>
          </li>
        ))}
      </ul>
      {failure !== null && <Message told={failure} />}
    </section>
  );
}
