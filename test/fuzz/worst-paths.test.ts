import { parseCertificate, validatePath } from '../../src/smime';
import type { Certificate } from '../../src/smime';
import { encode, objectIdentifier, octetString, sequence } from '../../src/smime/asn1/write';
import { concatAll } from '../../src/smime/bytes';
import { makeNode } from '../support/made-graph';
import type { Node } from '../support/made-graph';

/** Processor time for one path; a tenth on a machine with nothing else to do. */
const seconds = 4;
const at = new Date('2027-06-01T00:00:00Z');
const times = <T>(count: number, make: (at: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => make(index));
const text = (value: string) => new TextEncoder().encode(value);

const extension = { alternativeName: '2.5.29.17', constraints: '2.5.29.30', policies: '2.5.29.32', mappings: '2.5.29.33', purposes: '2.5.29.37' } as const;
const authority = (node: Omit<Node, 'isAuthority'>): Node => ({ ...node, isAuthority: true });
const leaf: Node = { subject: 1000, key: 1000, issuer: 0, signedBy: 0, serial: 1 };
const list = (members: readonly Uint8Array[]) => encode(0x30, concatAll(members));

const mailboxes = (count: number, domain: string) => times(count, (index) => encode(0x81, text(`a${index}@${domain}`)));
const constraintsOf = (count: number, which: number) => ({
  oid: extension.constraints,
  critical: true,
  value: sequence(encode(0xa1, concatAll(times(count, (index) => sequence(encode(0x81, text(`x${which}-${index}.example`))))))),
});
const policiesOf = (count: number) => ({
  oid: extension.policies,
  value: list(times(count, (index) => sequence(objectIdentifier(`1.2.3.${index}`)))),
});
const mappingsOf = (count: number) => ({
  oid: extension.mappings,
  value: list(times(count, (index) => sequence(objectIdentifier(`1.2.3.${index}`), objectIdentifier(`1.2.3.${(index * 7 + 1) % count}`)))),
});
const unknown = (octets: number) => ({ oid: '1.3.6.1.4.1.99999.1', value: octetString(new Uint8Array(octets)) });

/** Names in layers, each certificate of a layer issued by each of the next: paths without number. */
const layers = (deep: number, wide: number, node: (serial: number) => Partial<Node> = () => ({})): readonly Node[] =>
  times(deep, (layer) =>
    times(wide, (own) =>
      times(wide, (above) => {
        const serial = 2 + (layer * wide + own) * wide + above;
        return authority({ subject: layer, key: layer * wide + own, issuer: layer + 1, signedBy: (layer + 1) * wide + above, serial, ...node(serial) });
      }),
    ).flat(),
  ).flat();

const worst: readonly (readonly [string, readonly Node[], Node])[] = [
  ['200 issuers of one name, with as many keys, none of which fits', times(200, (index) => authority({ subject: 0, key: 1 + index, issuer: 0, signedBy: 1 + ((index + 1) % 200), serial: 2 + index })), leaf],
  ['200 certificates of one name and key', times(200, (index) => authority({ subject: 0, key: 0, issuer: 0, signedBy: 0, serial: 2 + index })), leaf],
  ['200 certificates of one name that sign each other in a ring', times(200, (index) => authority({ subject: 0, key: index, issuer: 0, signedBy: (index + 1) % 200, serial: 2 + index })), leaf],
  ['ten layers of three by three', layers(10, 3), leaf],
  ['extensions of 100 KB in each of 200 certificates', times(200, (index) => authority({ subject: index, key: index % 20, issuer: index + 1, signedBy: (index + 1) % 20, serial: 2 + index, extensions: [unknown(100_000)] })), leaf],
  [
    'many constraints over many names, in paths without number',
    layers(6, 3, (serial) => ({ extensions: [constraintsOf(800, serial)] })),
    { ...leaf, extensions: [{ oid: extension.alternativeName, value: list(mailboxes(1500, 'y.example')) }] },
  ],
  [
    'many policies, each mapped, in paths without number',
    layers(6, 3, () => ({ extensions: [policiesOf(400), mappingsOf(400)] })),
    { ...leaf, extensions: [policiesOf(400)] },
  ],
  ['key purposes without number', layers(6, 3, () => ({ extensions: [{ oid: extension.purposes, value: list(times(1500, (index) => objectIdentifier(`1.2.3.${index}`))) }] })), leaf],
];

async function read(node: Node): Promise<Certificate> {
  return parseCertificate(makeNode(node));
}

describe('paths that shall cost as much as they can', () => {
  let anchor: Certificate;
  beforeAll(async () => {
    anchor = await read(authority({ subject: 2000, key: 2000, issuer: 2000, signedBy: 2000, serial: 1 }));
  });

  test.each(worst)('%s', async (_, issuers, end) => {
    const certificate = await read(end);
    const intermediates = await Promise.all(issuers.map(read));
    const started = process.cpuUsage();
    const { problems, cost } = await validatePath({ certificate, intermediates, trustAnchors: [{ certificate: anchor }], at });
    const { user, system } = process.cpuUsage(started);
    expect(problems).toContain('untrusted-issuer');
    expect(cost.signatureChecks).toBeLessThanOrEqual(60);
    expect(cost.steps).toBeLessThanOrEqual(500);
    expect((user + system) / 1e6).toBeLessThan(seconds);
  }, 60_000);

  test('an issuer among the certificates of hundreds of people is found', async () => {
    const people = await Promise.all(times(300, (index) => read({ ...leaf, serial: 100 + index, subject: 1001 + index })));
    const issuer = await read(authority({ subject: 0, key: 0, issuer: 2000, signedBy: 2000, serial: 2 }));
    const request = { certificate: await read(leaf), intermediates: [...people, issuer], trustAnchors: [{ certificate: anchor }], at };
    expect((await validatePath(request)).problems).toEqual([]);
  }, 60_000);
});
