import { objectIdentifier, sequence, setOf, utf8String } from '../asn1/write';
import { SmimeError } from '../errors';
import type { NameAttribute } from './names';

/** Upper bound of commonName and organizationName (RFC 5280 appendix A.1). */
const maxCharacters = 64;

/**
 * A Name with one attribute in each of its parts (RFC 5280 section 4.1.2.4); none is the empty name.
 * @throws SmimeError ERR_SUBJECT_INVALID
 */
export function writeName(attributes: readonly NameAttribute[]): Uint8Array<ArrayBuffer> {
  return sequence(
    ...attributes.map(({ oid, value }) => setOf(sequence(objectIdentifier(oid), utf8String(requireShort(value))))),
  );
}

function requireShort(value: string): string {
  // Control characters, and half of a character, which has no form in UTF-8.
  const isWritable = value.length > 0 && !/[\p{Cc}\p{Cs}]/u.test(value);
  if (!isWritable || Array.from(value).length > maxCharacters) {
    throw new SmimeError('ERR_SUBJECT_INVALID', { field: 'name', value });
  }
  return value;
}
