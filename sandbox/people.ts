import type { DistributionList, Person, SharedMailbox } from './mail/types';

export const people: readonly Person[] = [
  { address: 'alice@signet.example', name: 'Alice Lind', accessToken: 'sandbox-token-alice' },
  { address: 'bob@signet.example', name: 'Bob Marsh', accessToken: 'sandbox-token-bob' },
  { address: 'carol@signet.example', name: 'Carol Novak', accessToken: 'sandbox-token-carol' },
];

export const lists: readonly DistributionList[] = [
  {
    address: 'everyone@signet.example',
    name: 'Everyone at Signet',
    members: people.map((person) => person.address),
  },
];

export const sharedMailboxes: readonly SharedMailbox[] = [
  { address: 'office@signet.example', name: 'Office', members: ['alice@signet.example'] },
];

/** Every address that mail is kept for. */
export const mailboxAddresses: readonly string[] = [...people, ...sharedMailboxes].map(({ address }) => address);

export function findPerson(address: string): Person | undefined {
  return people.find((person) => person.address === address.toLowerCase());
}

export function maySendAs(person: Person, address: string): boolean {
  const wanted = address.toLowerCase();
  const shared = sharedMailboxes.find((mailbox) => mailbox.address === wanted);
  return wanted === person.address || shared?.members.includes(person.address) === true;
}
