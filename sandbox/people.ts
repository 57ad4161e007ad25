import type { DistributionList, Person } from './mail/types';

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

export function findPerson(address: string): Person | undefined {
  return people.find((person) => person.address === address.toLowerCase());
}
