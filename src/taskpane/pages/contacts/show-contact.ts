import type { JudgedCertificate, JudgedContact } from '../../../flows/contacts/judge-contact';
import { showDate } from '../../texts/amounts';
import { recipientTexts } from '../../texts/compose';
import { contact as texts, contacts } from '../../texts/contacts';
import { cleanName } from '../../texts/names';
import { fillLoosely } from '../../texts/words';
import type { Values } from '../../texts/words';
import { issuerName } from '../../verdict/signer';

export function contactRowId(address: string): string {
  return `contact-${address}`;
}

/**
 * Names are shown only where somebody trusted vouches for them, or where the
 * person compared the certificate: a planted one could carry any.
 */
export function namesOf({ certificates }: JudgedContact): readonly string[] {
  const believed = certificates.filter(({ state, comparison }) => state === 'ready' || comparison?.result === 'match');
  const names = believed.flatMap(({ certificate: { commonName, organization } }) => [commonName, organization]);
  return [...new Set(names.filter((name) => name !== undefined && !name.includes('@')))].map((name) => cleanName(name ?? ''));
}

/** The words of the row: the same as beside a recipient. */
export function chipOf({ best, contact: { isUnreadable } }: JudgedContact): string {
  if (isUnreadable === true) return contacts.unreadable.chip;
  return best === undefined ? recipientTexts.none.chip : fillLoosely(recipientTexts[best.state].chip, valuesOf(best));
}

/** How one of several is called: used, kept for old messages, or what stands in the way. */
export function headingOf(kept: JudgedCertificate, best: JudgedCertificate | undefined): string {
  const isBest = kept.certificate.fingerprint === best?.certificate.fingerprint;
  if (kept.state === 'ready') return isBest ? texts.inUse : texts.notInUse;
  return kept.state === 'expired' ? texts.earlier : fillLoosely(recipientTexts[kept.state].chip, valuesOf(kept));
}

export function valuesOf({ certificate, state }: JudgedCertificate): Values {
  const { notBefore, notAfter, emailAddresses } = certificate;
  return {
    date: showDate(state === 'notYet' ? notBefore : notAfter),
    issuer: issuerName(certificate),
    certAddress: cleanName(emailAddresses[0] ?? 'no address'),
  };
}
