import { explicit, integer, octetString, sequence, time } from '../asn1/write';
import { digest } from '../cms/algorithms';
import type { NewKey } from '../private-key/generate';
import type { Certificate } from './certificate';
import { attribute, extension } from './object-identifiers';
import { parseCertificate } from './parse';
import { readSubjectPublicKey } from './public-key';
import { emailExtensions, writeExtension } from './write-extensions';
import { writeName } from './write-name';
import { certificateSigner } from './write-signed';

export interface TrialWishes {
  readonly key: NewKey;
  readonly addresses: readonly string[];
  readonly commonName?: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What other programs show as the organisation, so that nobody takes a trial for more. Never changes: `isTrial` knows it by this. */
const trialOrganization = 'Signet trial, checked by nobody';

/** Made here only to try Signet; its owner alone vouches for it. */
export function isTrial({ organization, subject, issuer }: Pick<Certificate, 'organization' | 'subject' | 'issuer'>): boolean {
  return organization === trialOrganization && subject === issuer;
}

/**
 * A certificate that its own key signed (RFC 5280), for trying: it is no
 * authority and says in its name what it is.
 * @throws SmimeError ERR_SUBJECT_INVALID, ERR_KEY_UNSUPPORTED
 */
export async function makeTrialCertificate(wishes: TrialWishes): Promise<Certificate> {
  const { key, addresses, commonName, notBefore, notAfter } = wishes;
  const signer = await certificateSigner(key);
  const person = commonName === undefined ? [] : [{ oid: attribute.commonName, value: commonName }];
  const name = writeName([{ oid: attribute.organization, value: trialOrganization }, ...person]);
  const extensions = [
    // An empty sequence: no authority.
    writeExtension(extension.basicConstraints, sequence(), true),
    writeExtension(extension.subjectKeyIdentifier, octetString(await keyIdentifier(key.publicKeySpkiDer)), false),
    ...emailExtensions({ addresses, hasSubject: true, keyType: signer.keyType }),
  ];
  const tbsDer = sequence(
    explicit(0, integer(2)),
    integer(randomSerialNumber()),
    signer.algorithm,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    key.publicKeySpkiDer,
    explicit(3, sequence(...extensions)),
  );
  return parseCertificate(await signer.sign(tbsDer));
}

/** 126 random bits, positive, always 16 octets long. */
function randomSerialNumber(): Uint8Array {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40;
  return octets;
}

/** RFC 7093 section 2, method 1: as long as those of SHA-1, without it. */
async function keyIdentifier(spkiDer: Uint8Array): Promise<Uint8Array> {
  return (await digest('sha-256', readSubjectPublicKey(spkiDer).octets)).subarray(0, 20);
}
