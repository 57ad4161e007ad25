import type { DistributionList, Person, SharedMailbox } from './mail/types';

const colleagues: readonly Person[] = [
  { address: 'alice@signet.example', name: 'Alice Lind', accessToken: 'sandbox-token-alice' },
  { address: 'bob@signet.example', name: 'Bob Marsh', accessToken: 'sandbox-token-bob' },
  { address: 'carol@signet.example', name: 'Carol Novak', accessToken: 'sandbox-token-carol' },
];

/** A stranger whose provider doesn't ask whose name stands in From: she writes as Bob. */
const mallory: Person = {
  address: 'mallory@quickmail.example',
  name: 'Mallory Quick',
  accessToken: 'sandbox-token-mallory',
  writesAs: { address: 'bob@signet.example', name: 'Bob Marsh' },
};

export const people: readonly Person[] = [...colleagues, mallory];

export const lists: readonly DistributionList[] = [
  {
    address: 'everyone@signet.example',
    name: 'Everyone at Signet',
    members: colleagues.map((person) => person.address),
  },
];

export const sharedMailboxes: readonly SharedMailbox[] = [
  { address: 'office@signet.example', name: 'Office', members: ['alice@signet.example'] },
];

/** Every address that mail is kept for. */
export const mailboxAddresses: readonly string[] = [...people, ...sharedMailboxes].map(({ address }) => address);
