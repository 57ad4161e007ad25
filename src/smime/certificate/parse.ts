import { Asn1Error } from '../asn1/read';
import { SmimeError } from '../errors';
import type { Certificate } from './certificate';
import { readEmailAddresses } from './email-addresses';
import {
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyUsage,
  readSubjectKeyIdentifier,
} from './extensions';
import { fingerprint } from './fingerprint';
import { firstAttribute } from './names';
import { attribute } from './object-identifiers';
import { summarizePublicKey } from './public-key';
import { readCertificateStructure } from './structure';

/**
 * Reads one certificate (RFC 5280). Nothing of it has been verified.
 * @param der - the exact encoding, without octets after its end
 * @throws SmimeError ERR_CERTIFICATE_MALFORMED
 */
export async function parseCertificate(der: Uint8Array): Promise<Certificate> {
  // A copy: the caller's octets may be a view on a whole message, or change.
  const own = new Uint8Array(der);
  return { ...certificateFields(own), fingerprint: await fingerprint(own) };
}

function certificateFields(der: Uint8Array): Omit<Certificate, 'fingerprint'> {
  try {
    const structure = readCertificateStructure(der);
    const { subject } = structure;
    return {
      der,
      subject: subject.text,
      issuer: structure.issuer.text,
      serialNumber: structure.serialNumber,
      notBefore: structure.notBefore,
      notAfter: structure.notAfter,
      emailAddresses: readEmailAddresses(structure),
      ...readBasicConstraints(structure),
      publicKey: summarizePublicKey(structure.spkiDer),
      ...present('commonName', firstAttribute(subject, attribute.commonName)),
      ...present('organization', firstAttribute(subject, attribute.organization)),
      ...present('keyUsage', readKeyUsage(structure)),
      ...present('extendedKeyUsage', readExtendedKeyUsage(structure)),
      ...present('subjectKeyIdentifier', readSubjectKeyIdentifier(structure)),
    };
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SmimeError('ERR_CERTIFICATE_MALFORMED', { reason: cause.message }, { cause });
  }
}

/** An absent value is an absent field, as `exactOptionalPropertyTypes` wants it. */
function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
