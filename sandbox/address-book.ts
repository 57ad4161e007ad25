import type { DistributionList, Person, SharedMailbox } from './mail/types';

/** Who has a mailbox here, who may write in whose name, and which addresses stand for several. */
export class AddressBook {
  readonly people: readonly Person[];
  readonly lists: readonly DistributionList[];
  readonly sharedMailboxes: readonly SharedMailbox[];

  constructor(
    people: readonly Person[],
    lists: readonly DistributionList[],
    sharedMailboxes: readonly SharedMailbox[],
  ) {
    this.people = people;
    this.lists = lists;
    this.sharedMailboxes = sharedMailboxes;
  }

  /** Every address that mail is kept for. */
  get mailboxes(): readonly string[] {
    return [...this.people, ...this.sharedMailboxes].map(({ address }) => address);
  }

  /** Somebody who signs in; a shared mailbox is nobody. */
  find(address: string): Person | undefined {
    return this.people.find((person) => person.address === address.toLowerCase());
  }

  maySendAs({ address, writesAs }: Person, from: string): boolean {
    const wanted = from.toLowerCase();
    const shared = this.sharedMailboxes.find((mailbox) => mailbox.address === wanted);
    return wanted === address || wanted === writesAs?.address || shared?.members.includes(address) === true;
  }

  /** Lists give way to their members; each address stands there once, in lower case. */
  expand(addresses: readonly string[]): readonly string[] {
    const all = addresses.flatMap((address) => {
      const wanted = address.trim().toLowerCase();
      return this.lists.find((list) => list.address === wanted)?.members ?? [wanted];
    });
    return [...new Set(all)].filter((address) => address !== '');
  }
}
