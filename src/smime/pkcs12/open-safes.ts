import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { tag } from '../asn1/values';
import { SmimeError } from '../errors';
import type { Pause } from './key-derivation';
import type { Cost, WorkBudget } from './limits';
import { readPrivateKeyInfo } from './private-key-info';
import type { ReadKey } from './private-key-info';
import { readSafeContents } from './safe-contents';
import type { Bag, BagAttributes, Safe, Sealed } from './safe-contents';

/** What lay in the safes of a file, in its order. */
export interface Bags {
  readonly keys: readonly (BagAttributes & ReadKey & { readonly encrypted: boolean })[];
  readonly certificates: readonly (BagAttributes & { readonly der: Uint8Array })[];
  /** Names of protections that we cannot read. */
  readonly unsupportedParts: readonly string[];
}

export interface Opening {
  readonly password: string;
  /** The MAC fits the password. */
  readonly isPasswordRight: boolean;
  readonly budget: WorkBudget;
  readonly pause: Pause;
}

/** Of what lies open, and of as many tries as a right password takes. */
export function costsOf(safes: readonly Safe[]): readonly Cost[] {
  return safes.flatMap(sealedIn).map(({ encryption }) => encryption.cost);
}

/**
 * @throws SmimeError ERR_PFX_PASSWORD, ERR_PFX_PASSWORDS_DIFFER, ERR_PFX_TOO_COSTLY
 * @throws Asn1Error
 */
export async function openSafes(safes: readonly Safe[], opening: Opening): Promise<Bags> {
  const opened: Bags[] = [];
  for (const safe of safes) opened.push(await openSafe(safe, opening));
  return join(opened);
}

/** Whether the password opens the first part that is encrypted: then it is right, whatever the MAC says. */
export async function opensFirst(safes: readonly Safe[], opening: Opening): Promise<boolean> {
  const [first] = safes.flatMap(sealedIn);
  return first !== undefined && (await tryToUnseal(first, opening)) !== undefined;
}

function sealedIn(safe: Safe): readonly Sealed[] {
  if (safe.kind === 'sealed') return [safe.sealed];
  return safe.kind === 'bags' ? safe.bags.flatMap(sealedInBag) : [];
}

function sealedInBag(bag: Bag): readonly Sealed[] {
  return bag.kind === 'sealed-key' ? [bag.sealed] : [];
}

async function openSafe(safe: Safe, opening: Opening): Promise<Bags> {
  switch (safe.kind) {
    case 'bags':
      return openBags(safe.bags, opening, false);
    case 'sealed': {
      const bags = readSafeContents(await unseal(safe.sealed, opening));
      opening.budget.foresee(bags.flatMap(sealedInBag).map(({ encryption }) => encryption.cost));
      return openBags(bags, opening, true);
    }
    case 'unsupported':
      return { ...nothing, unsupportedParts: [safe.name] };
  }
}

async function openBags(bags: readonly Bag[], opening: Opening, encrypted: boolean): Promise<Bags> {
  const opened: Bags[] = [];
  for (const bag of bags) opened.push(await openBag(bag, opening, encrypted));
  return join(opened);
}

async function openBag(bag: Bag, opening: Opening, encrypted: boolean): Promise<Bags> {
  switch (bag.kind) {
    case 'key':
      return { ...nothing, keys: [{ ...bag.attributes, ...readPrivateKeyInfo(bag.der), encrypted }] };
    case 'sealed-key': {
      const { bytes } = await unseal(bag.sealed, opening);
      return { ...nothing, keys: [{ ...bag.attributes, ...readPrivateKeyInfo(bytes), encrypted: true }] };
    }
    case 'certificate':
      return { ...nothing, certificates: [{ ...bag.attributes, der: bag.der }] };
    case 'unsupported':
      return { ...nothing, unsupportedParts: [bag.name] };
  }
}

async function unseal(sealed: Sealed, opening: Opening): Promise<Asn1Node> {
  const structure = await tryToUnseal(sealed, opening);
  if (structure !== undefined) return structure;
  throw new SmimeError(opening.isPasswordRight ? 'ERR_PFX_PASSWORDS_DIFFER' : 'ERR_PFX_PASSWORD', {});
}

/** What comes out is always a structure: that shows a wrong password where nothing else does. */
async function tryToUnseal({ encryption, ciphertext }: Sealed, opening: Opening): Promise<Asn1Node | undefined> {
  for (const encoding of encryption.encodings(opening.password)) {
    opening.budget.spend(encryption.cost);
    const plaintext = await encryption.decrypt(ciphertext, encoding, opening.pause);
    const structure = plaintext === null ? undefined : readStructure(plaintext);
    if (structure !== undefined) return structure;
  }
  return undefined;
}

function readStructure(octets: Uint8Array): Asn1Node | undefined {
  try {
    const structure = readAsn1(octets, { ber: true });
    return structure.tag === tag.sequence ? structure : undefined;
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

const nothing: Bags = { keys: [], certificates: [], unsupportedParts: [] };

function join(bags: readonly Bags[]): Bags {
  return {
    keys: bags.flatMap(({ keys }) => keys),
    certificates: bags.flatMap(({ certificates }) => certificates),
    unsupportedParts: bags.flatMap(({ unsupportedParts }) => unsupportedParts),
  };
}
