import type { CheckedMessage } from '../../../flows/open-message';
import type { EncryptionReport, OpenedMessage } from '../../../smime/index';
import { Answer } from '../../components/Answer';
import { Facts } from '../../components/Facts';
import { Page } from '../../components/Page';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { methodName } from '../../texts/methods';
import { cleanName } from '../../texts/names';
import { encryptionDetails as texts } from '../../texts/read';
import { fill } from '../../texts/words';
import { Identifier } from './RepairPart';

type Encryption = Exclude<EncryptionReport, { readonly state: 'not-encrypted' }>;

/** S33. */
export function EncryptionPage({ reading: { opened } }: { readonly reading: CheckedMessage }) {
  const { back } = useNavigation();
  const { encryption, signature } = opened;
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      {encryption.state !== 'not-encrypted' && (
        <>
          <div>
            <LockedOnTheWay encryption={encryption} />
            {encryption.state === 'decrypted' && (
              <Changed isAuthenticated={encryption.authenticated} isSigned={signature.state === 'valid' || signature.state === 'not-trusted'} />
            )}
            <OpenedWith encryption={encryption} />
            <Recipients recipients={encryption.recipients} />
            {encryption.state === 'decrypted' && <SubjectOnTheWay opened={opened} />}
          </div>
          <Technical encryption={encryption} />
        </>
      )}
    </Page>
  );
}

function LockedOnTheWay({ encryption }: { readonly encryption: Encryption }) {
  const { question, yes, weak, weakWhy } = texts.locked;
  if (encryption.state !== 'decrypted' || !encryption.weak) return <Answer question={question} kind="yes" word={yes} />;
  return (
    <Answer question={question} kind="unsure" word={weak}>
      <Words of={weakWhy} with={{ cipher: methodName(encryption.algorithm) }} />
    </Answer>
  );
}

function Changed({ isAuthenticated, isSigned }: { readonly isAuthenticated: boolean; readonly isSigned: boolean }) {
  const { question, shown, shownWhy, notByItself, signatureDoes, ask } = texts.changed;
  if (isAuthenticated) return <Answer question={question} kind="yes" word={shown} children={shownWhy} />;
  return (
    <Answer question={question} kind={isSigned ? 'yes' : 'unsure'} word={notByItself}>
      {isSigned ? signatureDoes : ask}
    </Answer>
  );
}

/** Of a message that is still closed nobody knows whether another subject is inside. */
function SubjectOnTheWay({ opened: { headerProtection, outerHeaders } }: { readonly opened: OpenedMessage }) {
  const { question, readable, readableWhy, hidden, hiddenWhy } = texts.subject;
  if (headerProtection.state === 'none' || !headerProtection.subjectHidden) {
    return <Answer question={question} kind="plain" word={readable} children={readableWhy} />;
  }
  return (
    <Answer question={question} kind="yes" word={hidden}>
      <Words of={hiddenWhy} with={{ shown: outerHeaders.subject }} />
    </Answer>
  );
}

function OpenedWith({ encryption }: { readonly encryption: Encryption }) {
  const { keyring } = usePane();
  const { question, notYet } = texts.opened;
  if (encryption.state !== 'decrypted') return <Answer question={question} kind="plain" word={notYet} />;
  const { fingerprint, emailAddresses } = encryption.openedWith;
  const name = keyring.digitalIds.find((digitalId) => digitalId.fingerprint === fingerprint)?.name ?? '';
  return (
    <Answer question={question} kind="plain" word={<bdi>{cleanName(name)}</bdi>}>
      <bdi dir="ltr">{cleanName(emailAddresses[0] ?? '')}</bdi>
    </Answer>
  );
}

function Recipients({ recipients }: { readonly recipients: Encryption['recipients'] }) {
  const { question, one, several, nobody } = texts.others;
  const word = recipients.length === 0 ? nobody : recipients.length === 1 ? one : fill(several, { n: recipients.length });
  return (
    <Answer question={question} kind="plain" word={word}>
      {recipients.map((recipient, at) => (
        <span key={at} style={{ display: 'block' }}>
          <Identifier of={recipient} />
        </span>
      ))}
    </Answer>
  );
}

function Technical({ encryption }: { readonly encryption: Encryption }) {
  const algorithm = encryption.state === 'locked' ? undefined : encryption.algorithm;
  if (algorithm === undefined) return null;
  return <Facts title={texts.technical} facts={[{ name: texts.method, value: methodName(algorithm) }]} />;
}
