import { sameAddress } from '../../smime/index';
import type { Certificate, OpenedMessage, Signer } from '../../smime/index';
import { cleanName } from '../texts/names';

export function signerOf({ signature }: Pick<OpenedMessage, 'signature'>): Signer | undefined {
  return signature.state === 'not-signed' ? undefined : signature.signer;
}

export function signingTimeOf({ signature }: Pick<OpenedMessage, 'signature'>): Date | undefined {
  return signature.state === 'valid' || signature.state === 'not-trusted' ? signature.signingTime : undefined;
}

/** The certificate's address that is the sender's; another one of its addresses only when none is. */
export function addressOf(certificate: Certificate, sender: string | undefined): string | undefined {
  const same = certificate.emailAddresses.find((address) => sender !== undefined && sameAddress(address, sender));
  return same ?? certificate.emailAddresses[0];
}

/** The name that people know an issuer by, out of its distinguished name. */
export function issuerName({ issuer }: Pick<Certificate, 'issuer'>): string {
  return shortName(issuer);
}

/** `CN=Contoso Mail CA, O=Contoso` gives `Contoso Mail CA`. */
export function shortName(distinguishedName: string): string {
  const parts = distinguishedName.split(/(?<!\\),\s*/);
  const valueOf = (type: string) => parts.find((part) => part.startsWith(`${type}=`))?.slice(type.length + 1);
  const name = valueOf('CN') ?? valueOf('O') ?? valueOf('OU') ?? distinguishedName;
  return cleanName(name.replace(/\\(.)/g, '$1'));
}

const purposes: Readonly<Record<string, string>> = {
  serverAuth: 'websites',
  clientAuth: 'signing in',
  codeSigning: 'programs',
  timeStamping: 'time stamps',
  OCSPSigning: 'answers about other certificates',
};

/** What a certificate is for, when it says so. */
export function purposeOf({ extendedKeyUsage }: Certificate): string | undefined {
  const known = extendedKeyUsage?.map((usage) => purposes[usage]).filter((purpose) => purpose !== undefined);
  return known === undefined || known.length === 0 ? undefined : known.join(', ');
}
