import { Body1, Button, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { CopyRegular, SaveRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { JudgedCertificate } from '../../../flows/contacts/judge-contact';
import { summarizeCertificate } from '../../../smime/index';
import type { Certificate } from '../../../smime/index';
import { Fingerprint } from '../../components/Fingerprint';
import { Page } from '../../components/Page';
import { Words } from '../../components/Words';
import { copyText } from '../../content/copy';
import { download } from '../../content/download';
import { useNavigation } from '../../state/navigation';
import { useReturnFocus } from '../../state/use-return-focus';
import { inGroupsOfFour, showDate } from '../../texts/amounts';
import { certificatePage as texts, contact as contactTexts } from '../../texts/contacts';
import { keyName } from '../../texts/methods';
import { cleanFileName, cleanName } from '../../texts/names';
import { proofTexts } from '../../texts/proof';
import { fill } from '../../texts/words';
import { provedBy } from '../../verdict/proof';
import { issuerName, purposeOf } from '../../verdict/signer';
import { believedNames } from './show-contact';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0 },
  fact: { paddingBlock: '6px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface CertificatePageProps {
  readonly address: string;
  readonly kept: JudgedCertificate;
}

/** What a certificate says, and whether to believe it. */
export function CertificatePage({ address, kept }: CertificatePageProps) {
  const styles = useStyles();
  const { back } = useNavigation();
  useReturnFocus();
  const { certificate } = kept;
  const { emailAddresses, notBefore, notAfter, publicKey, serialNumber } = certificate;
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <Standing kept={kept} />
      <dl className={styles.list}>
        <Fact name={texts.to}>
          {emailAddresses.length === 0 ? texts.noAddress : <bdi dir="ltr">{cleanName(emailAddresses.join(', '), 640)}</bdi>}
        </Fact>
        <Names kept={kept} />
        <Fact name={texts.issuer}>
          <bdi>{issuerName(certificate)}</bdi>
        </Fact>
        <Proof kept={kept} />
        <Fact name={texts.from}>{showDate(notBefore)}</Fact>
        <Fact name={texts.until}>{showDate(notAfter)}</Fact>
        <Fact name={texts.uses}>{usesOf(certificate)}</Fact>
        <Fact name={texts.key}>{keyName(publicKey)}</Fact>
        <Fact name={texts.serial}>
          <bdi dir="ltr">{inGroupsOfFour(serialNumber)}</bdi>
        </Fact>
        <Fact name={texts.fingerprint}>
          <Fingerprint hex={certificate.fingerprint} />
        </Fact>
      </dl>
      <Actions address={address} certificate={certificate} />
    </Page>
  );
}

/** Whose word stands behind the names below: the person's own first. */
function Standing({ kept: { comparison, isVouchedFor } }: Pick<CertificatePageProps, 'kept'>) {
  if (comparison === undefined) return <Body1>{isVouchedFor ? texts.vouched : texts.notVouched}</Body1>;
  const said = comparison.result === 'match' ? contactTexts.confirmed : contactTexts.rejected;
  return <Body1>{fill(said, { date: showDate(comparison.on) })}</Body1>;
}

/** Each name with a word about it, unless somebody stands behind it. */
function Names({ kept }: Pick<CertificatePageProps, 'kept'>) {
  const { person, organization } = summarizeCertificate(kept.certificate);
  const believed = believedNames(kept);
  const names = [
    { label: texts.name, value: person },
    { label: texts.organization, value: organization },
  ];
  return names.map(
    ({ label, value }) =>
      value !== undefined && (
        <Fact key={label} name={label}>
          <bdi>{cleanName(value)}</bdi>
          {!believed.includes(value) && ` ${texts.notChecked}`}
        </Fact>
      ),
  );
}

/** What an issuer says who is not believed is worth nothing; that there is none at all is always worth knowing. */
function Proof({ kept: { certificate, issuers, isVouchedFor } }: Pick<CertificatePageProps, 'kept'>) {
  const { words, values } = provedBy(certificate, issuers);
  if (!isVouchedFor && words !== 'trial' && words !== 'itself') return null;
  return (
    <Fact name={proofTexts.question}>
      <Words of={proofTexts.sentences[words]} with={values} />
    </Fact>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

function Actions({ address, certificate }: { readonly address: string; readonly certificate: Certificate }) {
  const styles = useStyles();
  const { openOver } = useNavigation();
  const { announce } = useAnnounce();
  const [said, setSaid] = useState('');
  const { fingerprint } = certificate;
  const say = (words: string) => {
    setSaid(words);
    announce(words);
  };
  const copy = () => void copyText(inGroupsOfFour(fingerprint)).then((isCopied) => say(isCopied ? texts.copied : texts.notCopied));
  const save = () => {
    const file = cleanFileName(`${address}.cer`);
    download(file, certificate.der, 'application/pkix-cert');
    say(fill(texts.saved, { file }));
  };
  return (
    <>
      <div className={styles.actions}>
        <Button icon={<CopyRegular />} onClick={copy}>
          {texts.copy}
        </Button>
        <Button icon={<SaveRegular />} onClick={save}>
          {texts.save}
        </Button>
        <Button id="compare" onClick={() => openOver({ name: 'compare', address, fingerprint }, 'compare')}>
          {contactTexts.compare}
        </Button>
      </div>
      {said !== '' && (
        <Body1>
          <Words of={said} />
        </Body1>
      )}
    </>
  );
}

function usesOf(certificate: Certificate): string {
  const uses = certificate.keyUsage?.map((use) => texts.purposes[use]) ?? [texts.anyUse];
  return [...uses, purposeOf(certificate)].filter((use) => use !== undefined).join(', ');
}
