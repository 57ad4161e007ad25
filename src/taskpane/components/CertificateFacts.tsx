import type { Certificate } from '../../smime/index';
import { inGroupsOfFour } from '../texts/amounts';
import { withoutUnseen } from '../texts/names';
import { signatureDetails } from '../texts/read';
import { Facts } from './Facts';

interface CertificateFactsProps {
  readonly title: string;
  readonly certificate: Certificate;
}

/** Folded: what tells this certificate from every other. */
export function CertificateFacts({ title, certificate }: CertificateFactsProps) {
  const { subject, issuer, serialNumber, fingerprint } = certificate;
  const { names } = signatureDetails;
  const facts = [
    { name: names.subject, value: withoutUnseen(subject) },
    { name: names.issuer, value: withoutUnseen(issuer) },
    { name: names.serial, value: inGroupsOfFour(serialNumber) },
    { name: names.fingerprint, value: inGroupsOfFour(fingerprint) },
  ];
  return <Facts title={title} facts={facts} />;
}
