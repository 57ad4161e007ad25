import type { JudgedCertificate, JudgedContact } from '../../../flows/contacts/judge-contact';
import { summarizeCertificate } from '../../../smime/index';
import { showDate } from '../../texts/amounts';
import { recipientTexts } from '../../texts/compose';
import { contact as texts, contacts } from '../../texts/contacts';
import { cleanName } from '../../texts/names';
import { fillLoosely } from '../../texts/words';
import type { Values } from '../../texts/words';
import { checkedNames } from '../../verdict/proof';
import { issuerName } from '../../verdict/signer';

export function contactRowId(address: string): string {
  return `contact-${address}`;
}

/**
 * Names are shown only where somebody trusted says that he checked them, or where
 * the person compared the certificate: a planted one could carry any.
 */
export function namesOf({ certificates }: JudgedContact): readonly string[] {
  return [...new Set(certificates.flatMap(believedNames))].map((name) => cleanName(name));
}

/** Those of a certificate that count as its owner's. */
export function believedNames({ certificate, issuers, isVouchedFor, comparison }: JudgedCertificate): readonly string[] {
  if (comparison?.result === 'mismatch') return [];
  if (comparison?.result !== 'match') return isVouchedFor ? checkedNames(certificate, issuers) : [];
  const { person, organization } = summarizeCertificate(certificate);
  return [person, organization].filter((name) => name !== undefined);
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
