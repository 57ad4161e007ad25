import { tag } from '../../../src/smime/asn1/values';
import { encode, explicit, integer, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import { fromHex } from '../../../src/smime/bytes';
import { smtpUtf8Mailbox } from '../../../src/smime/certificate/object-identifiers';
import { validatePath } from '../../../src/smime/certificate/path-validation';
import { makePath, opensslAccepts, readPath } from '../../support/made-certificates';
import type { MadeCertificate, MadeExtension } from '../../support/made-certificates';
import { ia5, nameDer, printable, utf8 } from '../../support/made-names';
import type { MadeAttribute } from '../../support/made-names';
import { opensslVersion } from '../../support/openssl';

const at = new Date('2027-06-01T00:00:00Z');
const octets = (text: string) => new TextEncoder().encode(text);

const email = (text: string) => encode(tag.context(1), octets(text));
const dns = (text: string) => encode(tag.context(2), octets(text));
const uri = (text: string) => encode(tag.context(6), octets(text));
const ip = (hex: string) => encode(tag.context(7), fromHex(hex));
const directory = (...rdns: readonly (readonly MadeAttribute[])[]) => explicit(4, nameDer(...rdns));
const other = (oid: string, value: Uint8Array) => encode(tag.contextConstructed(0), objectIdentifier(oid), explicit(0, value));
const mailbox = (text: string) => other(smtpUtf8Mailbox, utf8(text));
const registered = (hex: string) => encode(tag.context(8), fromHex(hex));

type Base = Uint8Array;
const subtrees = (number: number, bases: readonly Base[]) =>
  bases.length === 0 ? [] : [encode(tag.contextConstructed(number), ...bases.map((base) => sequence(base)))];

const constraints = (value: Uint8Array): MadeExtension => ({ oid: '2.5.29.30', critical: true, value });
const limits = (lists: { permitted?: readonly Base[]; excluded?: readonly Base[] }): MadeExtension =>
  constraints(sequence(...subtrees(0, lists.permitted ?? []), ...subtrees(1, lists.excluded ?? [])));
const names = (...alternative: readonly Base[]): MadeExtension => ({ oid: '2.5.29.17', value: sequence(...alternative) });

const anchor: MadeCertificate = { subject: [[['CN', 'Anchor']]] };
const authority = (...extensions: readonly MadeExtension[]): MadeCertificate => ({ subject: [[['CN', 'Authority']]], extensions });
const person = (...alternative: readonly Base[]): MadeCertificate => ({ subject: [[['CN', 'Anna']]], extensions: [names(...alternative)] });

interface Case {
  readonly fits: boolean;
  readonly path: readonly MadeCertificate[];
  /** What OpenSSL says where it differs, with the reason beside the case; `'unasked'`: of no interest. */
  readonly openssl?: boolean | 'unasked';
}

async function judge({ path }: Case): Promise<readonly string[]> {
  const { problems } = await validatePath({ ...(await readPath(makePath(path))), at, purpose: 'any' });
  return problems;
}

/** One constraint, in both lists, against one name. */
function both(base: Base, name: Base, isInside: boolean, openssl?: { permitted?: boolean; excluded?: boolean }): readonly Case[] {
  const says = (value: boolean | undefined) => (value === undefined ? {} : { openssl: value });
  return [
    { fits: isInside, path: [anchor, authority(limits({ permitted: [base] })), person(name)], ...says(openssl?.permitted) },
    { fits: !isInside, path: [anchor, authority(limits({ excluded: [base] })), person(name)], ...says(openssl?.excluded) },
  ];
}

/**
 * Neither list lets it pass: nobody can tell where the name or the constraint
 * lies. OpenSSL lets many of them pass one list or the other.
 */
function neither(base: Base, name: Base): readonly Case[] {
  return both(base, name, true).map((made) => ({ ...made, fits: false, openssl: 'unasked' }));
}

const contoso = [['O', 'Contoso']] as const;
const unit = [['OU', 'Sales']] as const;

const cases: Readonly<Record<string, readonly Case[]>> = {
  'mailbox: a host': both(email('example.com'), email('anna@example.com'), true),
  'mailbox: a host in other case': both(email('Example.com'), email('anna@EXAMPLE.com'), true),
  'mailbox: a host is not those below it': both(email('example.com'), email('anna@mail.example.com'), false),
  'mailbox: a host is not one that ends like it': both(email('example.com'), email('anna@notexample.com'), false),
  'mailbox: a domain': both(email('.example.com'), email('anna@mail.example.com'), true),
  'mailbox: a domain, two below': both(email('.example.com'), email('anna@a.b.example.com'), true),
  'mailbox: a domain is not its own host': both(email('.example.com'), email('anna@example.com'), false),
  'mailbox: one mailbox': both(email('anna@example.com'), email('anna@Example.com'), true),
  'mailbox: one mailbox is no other': both(email('anna@example.com'), email('berta@example.com'), false),
  // RFC 5280 section 7.5 wants the local part exact. Whoever excludes a mailbox has it excluded in any case,
  // because that is how addresses are compared here; OpenSSL lets it pass.
  'mailbox: the local part in other case': [
    { fits: false, path: [anchor, authority(limits({ permitted: [email('anna@example.com')] })), person(email('Anna@example.com'))] },
    {
      fits: false,
      openssl: true,
      path: [anchor, authority(limits({ excluded: [email('anna@example.com')] })), person(email('Anna@example.com'))],
    },
  ],
  // The empty text is not in RFC 5280; Go and Mozilla read it as every mailbox, OpenSSL as none.
  'mailbox: every one': both(email(''), email('anna@example.com'), true, { permitted: false, excluded: true }),
  'mailbox: an international host': both(email('xn--bcher-kva.example'), email('anna@xn--bcher-kva.example'), true),
  'mailbox: SmtpUTF8Mailbox at a host': both(email('example.com'), mailbox('jörg@example.com'), true),
  // RFC 9598 compares A-labels; OpenSSL 3.0 follows RFC 8398, which wrote U-labels in the mailbox, and fails on both.
  'mailbox: SmtpUTF8Mailbox at an international host': both(email('xn--bcher-kva.example'), mailbox('jörg@bücher.example'), true),
  'mailbox: SmtpUTF8Mailbox below a domain': both(email('.example.com'), mailbox('jörg@a.example.com'), true, { permitted: false, excluded: true }),
  'mailbox: SmtpUTF8Mailbox elsewhere': both(email('example.com'), mailbox('jörg@example.org'), false),
  'mailbox: a host longer than DNS has': neither(email('example.com'), mailbox(`anna@${'ü'.repeat(254)}.example.com`)),
  'mailbox: two at signs': neither(email('example.com'), email('anna@evil.example@example.com')),
  'mailbox: no host': neither(email('example.com'), email('anna')),
  'mailbox: NUL before the end': neither(email('example.com'), email('anna@example.com\0.evil.example')),
  'mailbox: octets beyond ASCII': neither(email('example.com'), email('änna@example.com')),
  'mailbox: a full stop at the end': neither(email('example.com'), email('anna@example.com.')),
  'mailbox: an address literal': neither(email('example.com'), email('anna@[192.0.2.1]')),
  'mailbox: a constraint of two at signs': neither(email('a@b@example.com'), email('anna@example.com')),
  'mailbox: a constraint that is a pattern': neither(email('*.example.com'), email('anna@a.example.com')),
  'mailbox: a constraint as SmtpUTF8Mailbox holds for both kinds': [
    ...neither(mailbox('example.com'), email('anna@example.com')),
    ...neither(mailbox('example.com'), mailbox('anna@example.com')),
  ],
  'mailbox: an asterisk is a letter': [
    ...both(email('*@example.com'), email('*@example.com'), true),
    ...both(email('*@example.com'), email('anna@example.com'), false),
  ],

  'DNS: the host': both(dns('example.com'), dns('example.com'), true),
  'DNS: below it': both(dns('example.com'), dns('a.b.Example.com'), true),
  'DNS: not one that ends like it': both(dns('example.com'), dns('notexample.com'), false),
  'DNS: not above it': both(dns('a.example.com'), dns('example.com'), false),
  'DNS: every one': both(dns(''), dns('example.com'), true),
  'DNS: a wildcard below': both(dns('example.com'), dns('*.example.com'), true),
  'DNS: a wildcard that could be the excluded host': neither(dns('bar.example.com'), dns('*.example.com')),
  'DNS: a wildcard one level above': both(dns('a.bar.example.com'), dns('*.example.com'), false),
  'DNS: a constraint with a full stop before': neither(dns('.example.com'), dns('a.example.com')),
  'DNS: a constraint that is a pattern': neither(dns('*.example.com'), dns('a.example.com')),
  'DNS: a name with a full stop before': neither(dns('example.com'), dns('.example.com')),
  'DNS: a name with a full stop after': neither(dns('example.com'), dns('example.com.')),

  'URI: the host': both(uri('example.com'), uri('https://example.com/a?b#c'), true),
  'URI: with a port': both(uri('example.com'), uri('https://EXAMPLE.com:8443/'), true),
  // OpenSSL takes what stands before the first colon for the host, which here is the name of a user (RFC 3986 section 3.2.1).
  'URI: with a user': both(uri('example.com'), uri('ldap://evil.example:x@example.com:389/o=a'), true, { permitted: false, excluded: true }),
  'URI: not below a host': both(uri('example.com'), uri('https://a.example.com/'), false),
  'URI: below a domain': both(uri('.example.com'), uri('https://a.example.com'), true),
  'URI: a domain is not its host': both(uri('.example.com'), uri('https://example.com'), false),
  'URI: without a host': neither(uri('example.com'), uri('urn:example.com')),
  'URI: an address as host': neither(uri('example.com'), uri('https://192.0.2.1/')),
  'URI: a version 6 address as host': neither(uri('example.com'), uri('https://[2001:db8::1]/')),
  'URI: a backslash, which browsers take for a slash': neither(uri('example.com'), uri('https://evil.example\\@example.com/')),
  'URI: an address as constraint': neither(uri('192.0.2.1'), uri('https://example.com/')),

  'IP: inside': both(ip('c0000200ffffff00'), ip('c0000205'), true),
  'IP: outside': both(ip('c0000200ffffff00'), ip('c0000305'), false),
  'IP: any': both(ip('0000000000000000'), ip('c0000305'), true),
  'IP: one, exactly': both(ip('c0000205ffffffff'), ip('c0000205'), true),
  'IP: bits of the host in the constraint': both(ip('c0000205ffffff00'), ip('c00002fe'), true),
  'IP: version 6 inside': both(ip(`20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`), ip(`20010db8${'00'.repeat(11)}01`), true),
  'IP: version 6 outside': both(ip(`20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`), ip(`20010db9${'00'.repeat(11)}01`), false),
  'IP: another version': both(ip('0000000000000000'), ip(`20010db8${'00'.repeat(12)}`), false),
  'IP: a network as name': neither(ip('c0000200ffffff00'), ip('c0000200ffffff00')),
  'IP: an address as constraint': neither(ip('c0000205'), ip('c0000205')),
  'IP: a mask with holes': neither(ip('c0000200ff00ff00'), ip('c0000205')),

  'directory: the subject below': [
    { fits: true, path: [anchor, authority(limits({ permitted: [directory(contoso)] })), { subject: [contoso, [['CN', 'Anna']]] }] },
    { fits: false, path: [anchor, authority(limits({ excluded: [directory(contoso)] })), { subject: [contoso, [['CN', 'Anna']]] }] },
  ],
  'directory: in another string type, case and spacing': [
    { fits: true, path: [anchor, authority(limits({ permitted: [directory([['O', printable('CONTOSO  Ltd')]])] })), { subject: [[['O', 'contoso ltd ']], [['CN', 'Anna']]] }] },
    { fits: false, path: [anchor, authority(limits({ excluded: [directory([['O', printable('CONTOSO  Ltd')]])] })), { subject: [[['O', 'contoso ltd ']], [['CN', 'Anna']]] }] },
  ],
  'directory: RDNs in another order': [
    { fits: false, path: [anchor, authority(limits({ permitted: [directory(unit, contoso)] })), { subject: [contoso, unit, [['CN', 'Anna']]] }] },
    { fits: true, path: [anchor, authority(limits({ excluded: [directory(unit, contoso)] })), { subject: [contoso, unit, [['CN', 'Anna']]] }] },
  ],
  'directory: the subject counts beside the alternative name': [
    { fits: false, path: [anchor, authority(limits({ permitted: [directory(contoso)] })), person(directory(contoso))] },
    { fits: false, path: [anchor, authority(limits({ excluded: [directory(contoso)] })), person(directory(contoso))] },
  ],
  'directory: an empty subject is no name': [
    { fits: true, path: [anchor, authority(limits({ permitted: [directory(contoso), email('example.com')] })), { subject: [], extensions: [{ ...names(email('anna@example.com')), critical: true }] }] },
  ],
  'directory: every name': [
    { fits: true, path: [anchor, authority(limits({ permitted: [directory()] })), person(email('anna@example.com'))] },
    { fits: false, path: [anchor, authority(limits({ excluded: [directory()] })), person(email('anna@example.com'))] },
  ],

  'the subject’s e-mail address, without another': [
    { fits: true, path: [anchor, authority(limits({ permitted: [email('example.com')] })), { subject: [[['CN', 'Anna']], [['E', ia5('anna@example.com')]]] }] },
    { fits: false, path: [anchor, authority(limits({ permitted: [email('example.com')] })), { subject: [[['CN', 'Anna']], [['E', ia5('anna@evil.example')]]] }] },
    { fits: false, path: [anchor, authority(limits({ excluded: [email('evil.example')] })), { subject: [[['CN', 'Anna']], [['E', ia5('anna@evil.example')]]] }] },
  ],
  'the subject’s e-mail address, beside a permitted one': [
    {
      fits: false,
      path: [anchor, authority(limits({ permitted: [email('example.com')] })), { subject: [[['E', ia5('anna@evil.example')]]], extensions: [names(email('anna@example.com'))] }],
    },
  ],

  'every name of a kind must be permitted': [
    { fits: false, path: [anchor, authority(limits({ permitted: [email('example.com')] })), person(email('anna@example.com'), email('anna@evil.example'))] },
    { fits: true, path: [anchor, authority(limits({ permitted: [email('example.com'), email('.example.com')] })), person(email('anna@example.com'), email('anna@a.example.com'))] },
  ],
  'excluded wins': [
    { fits: false, path: [anchor, authority(limits({ permitted: [email('example.com')], excluded: [email('anna@example.com')] })), person(email('anna@example.com'))] },
    { fits: true, path: [anchor, authority(limits({ permitted: [email('example.com')], excluded: [email('anna@example.com')] })), person(email('berta@example.com'))] },
  ],
  'a constraint on another form says nothing': [
    { fits: true, path: [anchor, authority(limits({ permitted: [dns('example.com')], excluded: [ip('0000000000000000')] })), person(email('anna@evil.example'))] },
  ],
  'the anchor’s own constraints hold': [
    { fits: false, path: [{ ...anchor, extensions: [limits({ permitted: [email('example.com')] })] }, authority(), person(email('anna@evil.example'))] },
    { fits: true, path: [{ ...anchor, extensions: [limits({ permitted: [email('example.com')] })] }, authority(), person(email('anna@example.com'))] },
  ],
  'an authority narrows': [
    {
      fits: false,
      path: [{ ...anchor, extensions: [limits({ permitted: [email('example.com'), email('example.org')] })] }, authority(limits({ permitted: [email('example.com')] })), person(email('anna@example.org'))],
    },
  ],
  'an authority does not widen': [
    {
      fits: false,
      path: [{ ...anchor, extensions: [limits({ permitted: [email('example.com')] })] }, authority(limits({ permitted: [email('example.com'), email('example.org')] })), person(email('anna@example.org'))],
    },
  ],
  'an authority between keeps to them too': [
    { fits: false, path: [{ ...anchor, extensions: [limits({ excluded: [email('evil.example')] })] }, authority(names(email('ca@evil.example'))), person(email('anna@example.com'))] },
  ],
  // Of two authorities with one name OpenSSL takes the first; PKITS has paths with key identifiers for it.
  'a self-issued one between need not, a self-issued leaf must': [
    { fits: true, openssl: 'unasked', path: [anchor, authority(limits({ excluded: [email('evil.example')] })), authority(names(email('ca@evil.example'))), person(email('anna@example.com'))] },
    { fits: false, path: [anchor, authority(limits({ excluded: [email('evil.example')] })), authority(names(email('ca@evil.example')))] },
  ],

  'a form that we do not read, as long as nobody has such a name': [
    { fits: true, path: [anchor, authority(limits({ excluded: [other('1.2.3', utf8('x'))], permitted: [registered('2a03')] })), person(email('anna@example.com'), other('1.2.4', utf8('x')))] },
    { fits: false, path: [anchor, authority(limits({ excluded: [other('1.2.3', utf8('x'))] })), person(other('1.2.3', utf8('y')))] },
    { fits: false, path: [anchor, authority(limits({ permitted: [registered('2a03')] })), person(registered('2a03'))] },
  ],
  'a distance': [
    { fits: false, path: [anchor, authority(constraints(sequence(encode(0xa0, sequence(email('example.com'), encode(0x80, Uint8Array.of(1))))))), person(email('anna@example.com'))] },
    { fits: false, path: [anchor, authority(constraints(sequence(encode(0xa0, sequence(email('example.com'), encode(0x81, Uint8Array.of(9))))))), person(email('anna@example.com'))] },
    { fits: true, path: [anchor, authority(constraints(sequence(encode(0xa0, sequence(email('example.com'), encode(0x80, Uint8Array.of(0))))))), person(email('anna@example.com'))] },
    { fits: true, path: [anchor, authority(constraints(sequence(encode(0xa0, sequence(email('example.com'), encode(0x81, Uint8Array.of(9))))))), person(dns('example.com'))] },
  ],
  // OpenSSL takes an empty extension for none; RFC 5280 section 4.2.1.10 forbids it.
  'no constraint in the extension': [
    { fits: false, openssl: true, path: [anchor, authority(constraints(sequence())), person(email('anna@example.com'))] },
    { fits: false, openssl: true, path: [anchor, authority(constraints(sequence(encode(0xa0)))), person(email('anna@example.com'))] },
    { fits: false, path: [anchor, authority(constraints(integer(1))), person(email('anna@example.com'))] },
  ],
  // RFC 5280 section 4.2.1.10: only in certificates of authorities. OpenSSL passes it over.
  'in a certificate that is no authority’s': [
    { fits: false, openssl: true, path: [anchor, authority(), { ...person(email('anna@example.com')), extensions: [limits({ permitted: [email('example.com')] })] }] },
  ],
};

const table = Object.entries(cases).flatMap(([name, members]) => members.map((member, index) => ({ name: `${name} (${index + 1})`, ...member })));

describe('name constraints', () => {
  test.each(table)('$name: $fits', async (made) => {
    expect(await judge(made)).toEqual(made.fits ? [] : ['name-not-permitted']);
  });

  const compared = opensslVersion === undefined && process.env['CI'] === undefined ? test.skip : test;
  compared('OpenSSL thinks the same, but where we say why not', () => {
    const asked = table.filter(({ openssl }) => openssl !== 'unasked');
    const said = asked.filter(({ path, fits, openssl }) => opensslAccepts(makePath(path), at) !== (openssl ?? fits));
    expect(asked.length).toBeGreaterThan(80);
    expect(said.map(({ name }) => name)).toEqual([]);
  });
});

describe('many names under many constraints', () => {
  const many = <T>(count: number, make: (index: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => make(index));
  const address = (index: number) => `20010db8${index.toString(16).padStart(24, '0')}`;
  const halves = (bases: readonly Base[]) => limits({ permitted: bases.slice(1200), excluded: bases.slice(0, 1200) });
  const mailboxes = many(2400, (index) => email(`a${index}@example.com`));
  const hosts = many(2400, (index) => dns(`${'a.'.repeat(6)}h${index}.example`));
  const networks = many(2400, (index) => ip(`${address(index)}${'ff'.repeat(16)}`));
  const directories = many(250, (index) => directory(...many(4, (rdn) => [['O', `${rdn} ${index}`]] as const)));

  test.each<[string, boolean, readonly MadeCertificate[]]>([
    ['mailboxes', true, [anchor, authority(halves(mailboxes)), person(...mailboxes.slice(1200))]],
    ['mailboxes, the last one excluded', false, [anchor, authority(halves(mailboxes)), person(...mailboxes.slice(1199))]],
    ['hosts', true, [anchor, authority(halves(hosts)), person(...hosts.slice(1200))]],
    ['addresses', true, [anchor, authority(halves(networks)), person(...many(100, (index) => ip(address(1200 + index))))]],
    ['more addresses than anybody has', false, [anchor, authority(halves(networks)), person(...many(1000, (index) => ip(address(1200 + index))))]],
    ['directory names', false, [anchor, authority(limits({ excluded: directories })), person(...directories)]],
  ])('%s: %s', async (_, fits, path) => {
    const ders = makePath(path);
    const started = performance.now();
    const { problems } = await validatePath({ ...(await readPath(ders)), at, purpose: 'any' });
    expect(problems).toEqual(fits ? [] : ['name-not-permitted']);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('ten thousand are more than a certificate may have', async () => {
    const names10k = many(10_000, (index) => dns(`h${index}.example`));
    await expect(readPath(makePath([anchor, person(...names10k)]))).rejects.toMatchObject({ code: 'ERR_CERTIFICATE_MALFORMED' });
  });
});
