import { makeStyles } from '@fluentui/react-components';
import type { CheckedMessage } from '../../../flows/open-message';
import { sameAddress } from '../../../smime/index';
import type { Certificate, SignatureReport, Signer } from '../../../smime/index';
import { Answer } from '../../components/Answer';
import type { AnswerKind } from '../../components/Answer';
import { Facts } from '../../components/Facts';
import type { Fact } from '../../components/Facts';
import { Page } from '../../components/Page';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { inGroupsOfFour, showDate, showDateAndTime } from '../../texts/amounts';
import { keyName, methodName } from '../../texts/methods';
import { cleanName, withoutUnseen } from '../../texts/names';
import { proofTexts } from '../../texts/proof';
import { signatureDetails as texts } from '../../texts/read';
import { isIssuerCancelled } from '../../verdict/cancelled';
import { provedBy } from '../../verdict/proof';
import { addressOf, issuerName, signerOf, signingTimeOf } from '../../verdict/signer';
import { judge } from '../../verdict/verdict';
import { Cancelled } from './Cancelled';
import { Above, Unchanged } from './Unchanged';

const useStyles = makeStyles({ list: { margin: 0, paddingInlineStart: '18px' }, line: { display: 'block' } });

/** S32: the four questions, each answered by sign, word and sentence. */
export function SignaturePage({ reading }: { readonly reading: CheckedMessage }) {
  const { back } = useNavigation();
  const { opened } = reading;
  const signer = signerOf(opened);
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <div>
        <Unchanged opened={opened} />
        <Above opened={opened} />
        <Who reading={reading} signer={signer} />
        <VouchedFor signature={opened.signature} signer={signer} />
        <When reading={reading} signer={signer} />
        <Cancelled signature={opened.signature} />
        <Also reading={reading} />
      </div>
      {signer !== undefined && <Facts title={texts.technical} facts={factsOf(signer)} />}
    </Page>
  );
}

interface SignerProps {
  readonly reading: CheckedMessage;
  readonly signer: Signer | undefined;
}

function Who({ reading: { from, source }, signer }: SignerProps) {
  const { question, outlook, file, noSender, same, different, nobody, unknown } = texts.who;
  const shown = from === null ? noSender : <Words of={source === 'chosen' ? file : outlook} with={{ from: from.address }} />;
  if (signer === undefined) return <Answer question={question} kind="unsure" word={unknown} children={shown} />;
  const address = addressOf(signer.certificate, from?.address);
  if (address === undefined) return <Answer question={question} kind="unsure" word={nobody} children={shown} />;
  const word = <bdi dir="ltr">{cleanName(address)}</bdi>;
  if (from === null) return <Answer question={question} kind="unsure" word={word} children={shown} />;
  const isSame = sameAddress(address, from.address);
  return (
    <Answer question={question} kind={isSame ? 'yes' : 'no'} word={word}>
      {shown}. {isSame ? same : different}.
    </Answer>
  );
}

function VouchedFor({ signature, signer }: { readonly signature: SignatureReport; readonly signer: Signer | undefined }) {
  const { question, trusted, notTrusted, unknown, unknownWhy } = texts.issuer;
  if (signer === undefined) return <Answer question={question} kind="unsure" word={unknown} children={unknownWhy} />;
  const word = <bdi>{issuerName(signer.certificate)}</bdi>;
  const { kind, says } = issuerAnswer(signature);
  return (
    <Answer question={question} kind={kind} word={word}>
      {says === 'trusted' ? trusted : says === 'notTrusted' ? notTrusted : unknownWhy}
      <Checked signature={signature} certificate={signer.certificate} />
    </Answer>
  );
}

/** What the issuer stands for: of one who is believed, and of a certificate that has none. */
function Checked({ signature, certificate }: { readonly signature: SignatureReport; readonly certificate: Certificate }) {
  const styles = useStyles();
  const { words, values } = provedBy(certificate, signature.state === 'valid' ? signature.path.slice(1) : []);
  if (signature.state !== 'valid' && words !== 'trial' && words !== 'itself') return null;
  return (
    <span className={styles.line}>
      <Words of={proofTexts.checked[words]} with={values} />
    </span>
  );
}

/** Other problems (an address that doesn't fit, …) say nothing about the issuer; a broken signature was not followed to one. */
function issuerAnswer(signature: SignatureReport): { readonly kind: AnswerKind; readonly says: 'trusted' | 'notTrusted' | 'unknown' } {
  const aboutIssuer: readonly string[] = ['untrusted-issuer', 'path-invalid', 'weak-issuer-signature', 'name-not-permitted', 'issuer-distrusted'];
  if (signature.state === 'valid') return { kind: 'yes', says: 'trusted' };
  if (signature.state !== 'not-trusted') return { kind: 'unsure', says: 'unknown' };
  return isIssuerCancelled(signature) || signature.problems.some((problem) => aboutIssuer.includes(problem))
    ? { kind: 'unsure', says: 'notTrusted' }
    : { kind: 'yes', says: 'trusted' };
}

function When({ reading: { opened }, signer }: SignerProps) {
  const { question, source, missing, inDate } = texts.when;
  const time = signingTimeOf(opened);
  const { notBefore, notAfter } = signer?.certificate ?? {};
  return (
    <Answer question={question} kind="plain" word={time === undefined ? missing : showDateAndTime(time)}>
      {time !== undefined && `${source} `}
      {notBefore !== undefined && notAfter !== undefined && (
        <Words of={`${inDate}.`} with={{ from: showDate(notBefore), to: showDate(notAfter) }} />
      )}
    </Answer>
  );
}

function Also({ reading }: { readonly reading: CheckedMessage }) {
  const styles = useStyles();
  const { env, keyring } = usePane();
  const verdict = judge(reading.opened, {
    from: reading.from,
    isFile: reading.source === 'chosen',
    now: env.now(),
    hasDigitalIds: keyring.digitalIds.length > 0,
  });
  // That it fits is what the answers above say.
  const also = verdict.also.filter(({ code }) => code !== 'valid');
  if (also.length === 0) return null;
  return (
    <Answer question={texts.also} kind="plain" word={String(also.length)}>
      <ul className={styles.list}>
        {also.map(({ code, headline, sentence, values }) => (
          <li key={code}>
            <Words of={`${headline}. ${sentence}`} with={values} />
          </li>
        ))}
      </ul>
    </Answer>
  );
}

function factsOf({ certificate, digestAlgorithm, signatureAlgorithm }: Signer): readonly Fact[] {
  const { names } = texts;
  return [
    { name: names.subject, value: withoutUnseen(certificate.subject) },
    { name: names.issuer, value: withoutUnseen(certificate.issuer) },
    { name: names.serial, value: inGroupsOfFour(certificate.serialNumber) },
    { name: names.fingerprint, value: inGroupsOfFour(certificate.fingerprint) },
    { name: names.key, value: keyName(certificate.publicKey) },
    { name: names.digest, value: methodName(digestAlgorithm) },
    { name: names.signature, value: methodName(signatureAlgorithm) },
  ];
}
