import fc from 'fast-check';
import { parseCertificate, validatePath } from '../../src/smime';
import type { Certificate } from '../../src/smime';
import { encode, integer, objectIdentifier, sequence } from '../../src/smime/asn1/write';
import { makeNode, signTbs, tbsOf } from '../support/made-graph';
import type { Node } from '../support/made-graph';
import { asn1Changes } from './support/asn1-changes';
import { octetChanges } from './support/octet-changes';
import { holds, slowTimeout, valueOrRefused } from './support/runs';

const at = new Date('2027-06-01T00:00:00Z');
/** As the search has it. */
const mostChecks = 60;

const purposes = { mail: '1.3.6.1.5.5.7.3.4', server: '1.3.6.1.5.5.7.3.1' } as const;

/** One authority of a web, in a few numbers. */
interface Authority {
  readonly subject: number;
  readonly key: number;
  readonly issuer: number;
  readonly signedBy: number;
  readonly isAuthority: boolean;
  readonly isExpired: boolean;
  readonly pathLength: number | undefined;
  readonly purpose: keyof typeof purposes | undefined;
  readonly isAnchor: boolean;
}

const few = fc.nat({ max: 3 });
/** Each name has one key that nearly all of its certificates have, and another. */
const keyOfName = (name: number, isOther: boolean): number => name * 2 + (isOther ? 1 : 0);
const mostly = (value: boolean) => fc.nat({ max: 9 }).map((number) => (number > 0) === value);
const rarely = mostly(false);
const issuedBy = (issuers: fc.Arbitrary<number>) =>
  fc.record({ issuer: issuers, byOther: rarely }).map(({ issuer, byOther }) => ({ issuer, signedBy: keyOfName(issuer, byOther) }));
/** Mostly by the next name, so that paths are long; else by any, so that there are rings. */
const certified = fc.record({ subject: few, hasOther: rarely, isInRow: mostly(true) }).chain(({ subject, hasOther, isInRow }) =>
  issuedBy(isInRow ? fc.constant((subject + 1) % 4) : few).map((issuer) => ({ subject, key: keyOfName(subject, hasOther), ...issuer })),
);
const authorities = fc.array(
  fc.record<Omit<Authority, 'subject' | 'key' | 'issuer' | 'signedBy'>>({
    isAuthority: mostly(true),
    isExpired: rarely,
    pathLength: fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 3 }),
    purpose: fc.option(fc.constantFrom('mail', 'server'), { nil: undefined, freq: 4 }),
    isAnchor: fc.nat({ max: 4 }).map((number) => number === 0),
  }),
  { minLength: 3, maxLength: 9 },
);
const webs = authorities.chain((all) =>
  fc.tuple(...all.map((rest) => certified.map((names): Authority => ({ ...rest, ...names })))),
);

const leafName = 99;
const leafOf = ({ issuer, signedBy }: Pick<Authority, 'issuer' | 'signedBy'>): Node => ({ subject: leafName, key: leafName % 7, issuer, signedBy, serial: 1 });

function nodeOf(authority: Authority, index: number): Node {
  const { purpose, isExpired, pathLength, ...rest } = authority;
  const value = purpose === undefined ? [] : [{ oid: '2.5.29.37', value: sequence(objectIdentifier(purposes[purpose])) }];
  return { ...rest, serial: 2 + index, extensions: value, ...(isExpired ? { notAfter: '260101000000Z' } : {}), ...(pathLength === undefined ? {} : { pathLength }) };
}

/** Whether there is a good path, found by trying every one of them on the numbers alone. */
function hasGoodPath(child: Pick<Authority, 'issuer' | 'signedBy'>, all: readonly Authority[], passed: readonly Authority[] = []): boolean {
  return all.some((issuer) => {
    if (issuer.subject !== child.issuer || issuer.key !== child.signedBy) return false;
    if (passed.some((one) => one.subject === issuer.subject && one.key === issuer.key)) return false;
    if (!issuer.isAuthority || issuer.isExpired || issuer.purpose === 'server') return false;
    const below = passed.filter((one) => one.subject !== one.issuer).length;
    if (issuer.pathLength !== undefined && below > issuer.pathLength) return false;
    return issuer.isAnchor || hasGoodPath(issuer, all, [...passed, issuer]);
  });
}

describe('certificates that nobody would issue', () => {
  test('of all webs of authorities, those with a good path are believed, and no others', async () => {
    let good = 0;
    await holds(fc.record({ web: webs, leaf: issuedBy(fc.constant(0)) }), 400, async ({ web, leaf }) => {
      const certificates = await Promise.all(web.map((authority, index) => parseCertificate(makeNode(nodeOf(authority, index)))));
      const trustAnchors = certificates.filter((_, index) => web[index]?.isAnchor).map((certificate) => ({ certificate }));
      const certificate = await parseCertificate(makeNode(leafOf(leaf)));
      const { problems, cost } = await validatePath({ certificate, intermediates: certificates, trustAnchors, at });
      expect(cost.signatureChecks).toBeLessThanOrEqual(mostChecks);
      expect(problems.length === 0).toBe(hasGoodPath(leaf, web));
      if (problems.length === 0) good++;
    });
    // Webs that seldom lead anywhere would show nothing.
    expect(good).toBeGreaterThan(10);
  }, slowTimeout);

  const number = fc.nat({ max: 2 ** 31 - 1 });
  const changes = { ...octetChanges, ...asn1Changes };
  const change = fc.record({ kind: fc.constantFrom(...Object.keys(changes)), numbers: fc.tuple(number, number, number), place: fc.nat({ max: 2 }) });

  test('changed, and signed again: judged or refused', async () => {
    let judged = 0;
    const unchanged = await Promise.all(path.map((node) => parseCertificate(makeNode(node))));
    expect((await validatePath(requestOf(unchanged))).problems).toEqual([]);
    await holds(fc.array(change, { minLength: 1, maxLength: 3 }), 400, async (wanted) => {
      const ders = path.map((node, place) => {
        const own = wanted.filter((one) => one.place === place);
        const tbs = own.reduce<Uint8Array>((octets, { kind, numbers }) => changes[kind]?.(octets, numbers, tbsOf(path[0] ?? node)) ?? octets, tbsOf(node));
        return signTbs(tbs, node.signedBy);
      });
      const read = (await Promise.all(ders.map((der) => valueOrRefused(() => parseCertificate(der))))).filter((one) => one !== undefined);
      if (read.length < path.length) return;
      const { problems, path: found } = await validatePath({ ...requestOf(read), revocation: { crls: ders, ocspResponses: ders } });
      judged++;
      if (problems.length === 0) expect(found.at(-1)).toBe(read[0]);
    });
    expect(judged).toBeGreaterThan(0);
  }, slowTimeout);
});

/** @param read - from the anchor to the leaf */
function requestOf(read: readonly Certificate[]) {
  const [anchor, issuer, leaf] = read;
  if (anchor === undefined || issuer === undefined || leaf === undefined) throw new Error('The path has three certificates.');
  return { certificate: leaf, intermediates: [issuer], trustAnchors: [{ certificate: anchor }], at };
}

const constraints = sequence(encode(0xa0, sequence(encode(0x81, new TextEncoder().encode('example.com')))));
const policy = '1.2.3.4';
const policies = { oid: '2.5.29.32', critical: true, value: sequence(sequence(objectIdentifier(policy))) };

/** From the anchor to the leaf, with one of each extension that is judged. */
const path: readonly Node[] = [
  {
    ...{ subject: 0, key: 0, issuer: 0, signedBy: 0, serial: 7, isAuthority: true },
    extensions: [{ oid: '2.5.29.30', critical: true, value: constraints }, policies],
  },
  {
    ...{ subject: 1, key: 1, issuer: 0, signedBy: 0, serial: 8, isAuthority: true, pathLength: 0 },
    extensions: [
      policies,
      { oid: '2.5.29.33', critical: true, value: sequence(sequence(objectIdentifier(policy), objectIdentifier('1.2.3.5'))) },
      { oid: '2.5.29.36', critical: true, value: sequence(encode(0x80, integer(3).subarray(2))) },
      { oid: '2.5.29.54', critical: true, value: integer(1) },
      { oid: '2.5.29.37', value: sequence(objectIdentifier(purposes.mail)) },
    ],
  },
  {
    ...{ subject: 2, key: 2, issuer: 1, signedBy: 1, serial: 9 },
    extensions: [
      { oid: '2.5.29.17', value: sequence(encode(0x81, new TextEncoder().encode('anna@example.com'))) },
      { oid: '2.5.29.32', critical: true, value: sequence(sequence(objectIdentifier('1.2.3.5'))) },
      { oid: '2.5.29.37', value: sequence(objectIdentifier(purposes.mail)) },
    ],
  },
];
