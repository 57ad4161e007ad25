import { X509Certificate } from 'node:crypto';
import { sameAddress } from '../../../src/smime';
import type { Certificate } from '../../../src/smime';
import type { PeerName } from './testcase';

/** Names of servers mean nothing to mail, so Node compares them; addresses are compared as in a message. */
export function isNamed(certificate: Certificate, { kind, value }: PeerName, wildcards: boolean): boolean {
  if (kind === 'RFC822') return certificate.emailAddresses.some((own) => sameAddress(own, value));
  const peer = new X509Certificate(certificate.der);
  if (kind === 'IP') return peer.checkIP(value) !== undefined;
  return peer.checkHost(value, { subject: 'never', wildcards, partialWildcards: false }) !== undefined;
}
