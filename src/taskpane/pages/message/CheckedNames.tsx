import { Body1 } from '@fluentui/react-components';
import type { SignatureReport } from '../../../smime/index';
import { Words } from '../../components/Words';
import { proofTexts } from '../../texts/proof';
import { provedBy } from '../../verdict/proof';
import { issuerName } from '../../verdict/signer';
import type { Verdict } from '../../verdict/verdict';

interface CheckedNamesProps {
  readonly verdict: Verdict;
  readonly signature: SignatureReport;
}

/** The signer's name below a good verdict, when a trusted issuer says that it checks names; else the address is all there is. */
export function CheckedNames({ verdict, signature }: CheckedNamesProps) {
  if (verdict.tier !== 'good' || !verdict.isSignerGood || signature.state !== 'valid') return null;
  const { certificate } = signature.signer;
  const { words, values } = provedBy(certificate, signature.path.slice(1));
  if (words !== 'person' && words !== 'organization' && words !== 'both') return null;
  return (
    <Body1>
      <Words of={proofTexts.names[words]} with={{ ...values, issuer: issuerName(certificate) }} />
    </Body1>
  );
}
