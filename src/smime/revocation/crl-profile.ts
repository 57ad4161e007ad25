import { orUndefined } from '../asn1/or-undefined';
import { readAsn1 } from '../asn1/read';
import { tag } from '../asn1/values';
import { extension } from '../certificate/object-identifiers';
import { readExtensions } from '../certificate/structure';

/** In what a CRL departs from the profile of RFC 5280 section 5. */
export type CrlProfileFault = 'crl-number' | 'crl-unreadable';

/** A list for people to look at; one of millions of entries is none. */
const maxNodes = 500_000;

/**
 * What section 5.2 asks of those who issue CRLs and a reader can do without:
 * authorities that are run by hand write no numbers, and their CRLs count.
 * @param der - a complete CRL
 */
export function crlProfileFaults(der: Uint8Array): readonly CrlProfileFault[] {
  const extensions = orUndefined(() => {
    const wrapper = readAsn1(der, { maxNodes }).children[0]?.children.find((field) => field.tag === tag.contextConstructed(0));
    return wrapper === undefined ? [] : readExtensions(wrapper.children[0]);
  });
  if (extensions === undefined) return ['crl-unreadable'];
  return extensions.find(({ oid }) => oid === extension.cRLNumber)?.critical === false ? [] : ['crl-number'];
}
