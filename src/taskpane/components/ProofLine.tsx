import { Caption1 } from '@fluentui/react-components';
import type { Certificate } from '../../smime/index';
import { proofTexts } from '../texts/proof';
import { provedBy } from '../verdict/proof';
import { Words } from './Words';

interface ProofLineProps {
  readonly certificate: Certificate;
  /** Above it, as far as they are known. */
  readonly issuers: readonly Certificate[];
}

/** Who stands behind a certificate, and for what. */
export function ProofLine({ certificate, issuers }: ProofLineProps) {
  const { words, values } = provedBy(certificate, issuers);
  return (
    <Caption1>
      <Words of={proofTexts.lines[words]} with={values} />
    </Caption1>
  );
}

/** The same where nothing is said about trust: only that there is no issuer at all. */
export function NoIssuerLine({ certificate }: Pick<ProofLineProps, 'certificate'>) {
  const { words } = provedBy(certificate, []);
  return words === 'trial' || words === 'itself' ? <Caption1>{proofTexts.lines[words]}</Caption1> : null;
}
