import { orUndefined } from '../asn1/or-undefined';
import { Asn1Error } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { children, readSmallInteger, tag } from '../asn1/values';
import { readBasicConstraints, extensionValue } from './extensions';
import { constrainedNames, formOf } from './constrained-names';
import type { ConstrainedName, NameForm } from './constrained-names';
import { readGeneralName } from './general-names';
import { extension } from './object-identifiers';
import type { CertificateStructure } from './structure';
import { subtreeKeys } from './subtree-keys';
import type { Side } from './subtree-keys';

/** What of a step of a path is looked at. */
interface NamedCertificate {
  readonly structure: CertificateStructure;
  /** Keys of the names (nameKey). */
  readonly subject: string;
  readonly issuer: string;
}

/** One list of subtrees, made ready for many look-ups. */
interface Subtrees {
  readonly forms: ReadonlySet<NameForm>;
  /** Forms with a constraint that nobody can apply: no name of theirs can be said to keep to it. */
  readonly unusable: ReadonlySet<NameForm>;
  readonly keys: ReadonlySet<string>;
}

type NameConstraints = Readonly<Record<Side, Subtrees>>;

/**
 * Whether every certificate keeps to the name constraints of all above it
 * (RFC 5280 sections 4.2.1.10 and 6.1.3 b, c). Each issuer is asked for itself:
 * an authority can narrow what it was permitted, never widen it.
 * @param path - from the leaf to the anchor
 */
export function fitsNameConstraints(path: readonly NamedCertificate[]): boolean {
  return path.every((issuer, index) => {
    const constraints = constraintsOf(issuer.structure);
    if (constraints === 'none') return true;
    if (constraints === 'unusable') return false;
    const below = path.slice(0, index).filter((step, at) => at === 0 || step.subject !== step.issuer);
    return below.every((step) => isWithin(step.structure, constraints));
  });
}

/** Read once: the same issuer stands in many candidate paths. */
const constraintsKnown = new WeakMap<CertificateStructure, NameConstraints | 'none' | 'unusable'>();

function constraintsOf(structure: CertificateStructure): NameConstraints | 'none' | 'unusable' {
  const known = constraintsKnown.get(structure) ?? orUndefined(() => readNameConstraints(structure)) ?? 'unusable';
  constraintsKnown.set(structure, known);
  return known;
}

/** @throws Asn1Error */
function readNameConstraints(structure: CertificateStructure): NameConstraints | 'none' | 'unusable' {
  const value = extensionValue(structure, extension.nameConstraints);
  if (value === undefined) return 'none';
  // Only an authority may have them: whoever wrote them into another certificate meant something else by it.
  if (!readBasicConstraints(structure).isAuthority) return 'unusable';
  const lists = children(value, tag.sequence, 'nameConstraints');
  const find = (number: number) => lists.find((list) => list.tag === tag.contextConstructed(number));
  const [permitted, excluded] = [find(0), find(1)];
  const known = [permitted, excluded].filter((list) => list !== undefined);
  const isWhole = known.length > 0 && known.length === lists.length && known.every((list) => list.children.length > 0);
  if (!isWhole) throw new Asn1Error('nameConstraints has an empty or unknown part');
  return { permitted: readSubtrees(permitted, 'permitted'), excluded: readSubtrees(excluded, 'excluded') };
}

function readSubtrees(list: Asn1Node | undefined, side: Side): Subtrees {
  const forms = new Set<NameForm>();
  const unusable = new Set<NameForm>();
  const keys = new Set<string>();
  for (const subtree of list?.children ?? []) {
    const [baseNode, ...distances] = children(subtree, tag.sequence, 'GeneralSubtree');
    if (baseNode === undefined) throw new Asn1Error('GeneralSubtree is empty');
    const base = readGeneralName(baseNode, 'nameConstraints');
    const found = distances.every(isNoDistance) ? subtreeKeys(base, side) : undefined;
    forms.add(formOf(base));
    if (found === undefined) unusable.add(formOf(base));
    for (const key of found ?? []) keys.add(key);
  }
  return { forms, unusable, keys };
}

/** `minimum` 0, which DER leaves out; every other distance is outside RFC 5280. */
function isNoDistance(node: Asn1Node): boolean {
  return node.tag === tag.context(0) && readSmallInteger({ ...node, tag: tag.integer }, 'minimum') === 0;
}

const results = new WeakMap<NameConstraints, WeakMap<CertificateStructure, boolean>>();

function isWithin(subject: CertificateStructure, constraints: NameConstraints): boolean {
  const known = results.get(constraints) ?? new WeakMap<CertificateStructure, boolean>();
  results.set(constraints, known);
  const result = known.get(subject) ?? namesOf(subject)?.every((name) => isAllowed(name, constraints)) ?? false;
  known.set(subject, result);
  return result;
}

const namesKnown = new WeakMap<CertificateStructure, readonly ConstrainedName[] | 'unusable'>();

function namesOf(structure: CertificateStructure): readonly ConstrainedName[] | undefined {
  const names = namesKnown.get(structure) ?? orUndefined(() => constrainedNames(structure)) ?? 'unusable';
  namesKnown.set(structure, names);
  return names === 'unusable' ? undefined : names;
}

function isAllowed({ form, subtrees }: ConstrainedName, { permitted, excluded }: NameConstraints): boolean {
  if (!permitted.forms.has(form) && !excluded.forms.has(form)) return true;
  if (permitted.unusable.has(form) || excluded.unusable.has(form) || subtrees === undefined) return false;
  if (subtrees.some((key) => excluded.keys.has(key))) return false;
  return !permitted.forms.has(form) || subtrees.some((key) => permitted.keys.has(key));
}
