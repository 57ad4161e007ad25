import { Body1Strong, Button, Caption1, Card, makeStyles } from '@fluentui/react-components';
import type { ChosenFile } from '../../../flows/open-file';
import type { Certificate } from '../../../smime/index';
import { CertificateFacts } from '../../components/CertificateFacts';
import { NoIssuerLine } from '../../components/ProofLine';
import { Words } from '../../components/Words';
import { useNavigation } from '../../state/navigation';
import { showDate } from '../../texts/amounts';
import { certificateFile as texts } from '../../texts/check';
import { cleanName } from '../../texts/names';
import { fill } from '../../texts/words';
import { issuerName } from '../../verdict/signer';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '8px', margin: 0, padding: 0, listStyleType: 'none' },
  card: { overflowWrap: 'anywhere', rowGap: '4px' },
});

/** What a .cer, .pem or .p7b holds. Nothing here is said about trust. */
interface CertificatesPartProps {
  readonly certificates: readonly Certificate[];
  readonly file: ChosenFile;
}

export function CertificatesPart({ certificates, file }: CertificatesPartProps) {
  const styles = useStyles();
  const { select } = useNavigation();
  const title = certificates.length === 1 ? texts.title.one : fill(texts.title.several, { n: certificates.length });
  return (
    <>
      <Body1Strong as="h3" block style={{ margin: 0 }}>
        {title}
      </Body1Strong>
      <ul className={styles.list}>
        {certificates.map((certificate) => (
          <li key={certificate.fingerprint}>
            <Card appearance="outline" className={styles.card}>
              <CertificateWords certificate={certificate} />
            </Card>
          </li>
        ))}
      </ul>
      <div>
        <Button appearance="primary" onClick={() => select('contacts', { name: 'import-certificates', files: [file] })}>
          {texts.add}
        </Button>
      </div>
    </>
  );
}

function CertificateWords({ certificate }: { readonly certificate: Certificate }) {
  const { emailAddresses, notBefore, notAfter } = certificate;
  return (
    <>
      {emailAddresses.length === 0 && <Body1Strong>{texts.noAddress}</Body1Strong>}
      {emailAddresses.map((address) => (
        <Body1Strong key={address}>
          <bdi dir="ltr">{cleanName(address)}</bdi>
        </Body1Strong>
      ))}
      <Caption1>
        <Words of={texts.issuedBy} with={{ issuer: issuerName(certificate) }} />
      </Caption1>
      <Caption1>
        <Words of={texts.dates} with={{ from: showDate(notBefore), to: showDate(notAfter) }} />
      </Caption1>
      <NoIssuerLine certificate={certificate} />
      <CertificateFacts title={texts.details} certificate={certificate} />
    </>
  );
}
