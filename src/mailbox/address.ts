import type { Address } from './types';

/** Outlook's name for a person or a list; an unresolved one may lack the address. */
export function addressOf(details: Partial<Office.EmailAddressDetails> | null | undefined): Address {
  const address = details?.emailAddress ?? '';
  const name = details?.displayName ?? '';
  const isList = String(details?.recipientType) === 'distributionList';
  return isList ? { address, name, isList } : { address, name };
}
