import { generateKeyPairSync, sign } from 'node:crypto';
import { openMessage } from '../../src/smime';
import { bitString, encode, explicit, integer, nullValue, objectIdentifier, octetString, sequence, setOf } from '../../src/smime/asn1/write';
import { concatAll } from '../../src/smime/bytes';
import { contentTypes, writeContentInfo } from '../../src/smime/cms/content-info';
import { issuerAndSerialNumber, validationTime } from '../support/identities';

/** Processor time; most take a tenth. Without the limits and the care that they are for, each takes minutes or more. */
const seconds = 10;

const octets = (text: string) => new TextEncoder().encode(text);
const headers = 'From: alice@smime.example\r\nSubject: x\r\n';
const times = <T>(count: number, make: (at: number) => T): readonly T[] => Array.from({ length: count }, (_, at) => make(at));
/** A collection of any length: as arguments, a hundred thousand members overflow the stack. */
const collection = (tag: number, members: readonly Uint8Array[]) => encode(tag, concatAll(members));

async function expectOpenedInTime(bytes: Uint8Array): Promise<void> {
  const started = process.cpuUsage();
  const options = { unlocked: [], locked: [], trustAnchors: [], at: validationTime, exact: true };
  const outcome = await openMessage(bytes, options).then(
    ({ layers }) => layers,
    (error: unknown) => error,
  );
  const { user, system } = process.cpuUsage(started);
  if (!Array.isArray(outcome)) expect(outcome).toMatchObject({ name: 'SmimeError', code: 'ERR_MIME_TOO_COMPLEX' });
  expect((user + system) / 1e6).toBeLessThan(seconds);
}

const multiparts = (depth: number) => times(depth, (at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join('');

test.each<readonly [string, () => string]>([
  ['ten million empty lines', () => `${headers}\r\n${'\n'.repeat(10_000_000)}`],
  ['returns without line feeds', () => `${headers}\r\n${'\r'.repeat(2_000_000)}`],
  ['multiparts in each other, without end', () => headers + multiparts(100_000)],
  ['multiparts around a long text', () => `${headers}${multiparts(29)}\r\n${'a line\r\n'.repeat(1_000_000)}`],
  ['a hundred thousand parts', () => `${headers}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n\r\n'.repeat(100_000)}--b--`],
  ['forwarded in forwarded', () => headers + 'Content-Type: message/rfc822\r\n\r\n'.repeat(100_000)],
  ['a hundred thousand header fields', () => `${'X: y\r\n'.repeat(100_000)}\r\n`],
  ['a megabyte of one header field, folded', () => `Subject: x${'\r\n y'.repeat(250_000)}\r\n\r\n`],
  ['encoded words', () => `Subject: ${'=?utf-8?q?=C3=A4?= '.repeat(40_000)}\r\n\r\n`],
  ['starts of encoded words', () => `Subject: ${'=?utf-8?q?'.repeat(90_000)}\r\n\r\n`],
  ['comments in comments', () => `From: ${'('.repeat(900_000)}\r\nSubject: x\r\nDate: ${'('.repeat(90_000)}\r\n\r\n`],
  ['angle brackets', () => `From: ${'<'.repeat(900_000)}\r\nSubject: x\r\n\r\n`],
  ['an address of a megabyte', () => `From: ${'a'.repeat(900_000)}@b.example\r\nSubject: x\r\n\r\n`],
  ['pieces of a parameter', () => `${headers}Content-Type: text/plain${times(60_000, (at) => `; name*${at % 999}*=%41`).join('')}\r\n\r\nx`],
  ['blanks before a boundary', () => `${headers}Content-Type: multipart/mixed; boundary${' '.repeat(900_000)}=x\r\n\r\nx`],
  ['escapes that are none', () => `${headers}Content-Transfer-Encoding: quoted-printable\r\n\r\n${'='.repeat(10_000_000)}`],
  ['base64 with rubbish between', () => `${headers}Content-Transfer-Encoding: base64\r\n\r\n${'QUJD!\n'.repeat(1_500_000)}`],
])('mail is opened or refused in time: %s', async (_, text) => expectOpenedInTime(octets(text())));

const sha256WithRsa = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue());
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
const signatureOver = (bytes: Uint8Array) => new Uint8Array(sign('sha256', bytes, privateKey));
const nameOf = (text: string) => sequence(setOf(sequence(objectIdentifier('2.5.4.3'), encode(0x0c, octets(text)))));
const validity = sequence(encode(0x17, octets('250101000000Z')), encode(0x17, octets('450101000000Z')));
const isAuthority = sequence(objectIdentifier('2.5.29.19'), octetString(sequence(encode(0x01, Uint8Array.of(0xff)))));

interface Certified {
  readonly serial: number;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly key?: Uint8Array;
  /** Absent: by the one key that all of them have. */
  readonly signature?: Uint8Array;
}

function certificate({ serial, issuer, subject, key = spki, signature }: Certified): Uint8Array {
  const extensions = explicit(3, sequence(isAuthority));
  const tbs = sequence(explicit(0, integer(2)), integer(serial), sha256WithRsa, issuer, validity, subject, key, extensions);
  return sequence(tbs, sha256WithRsa, bitString(signature ?? signatureOver(tbs)));
}

const content = octets('x');
const signer = (der: Uint8Array) =>
  sequence(integer(1), issuerAndSerialNumber(der), sequence(objectIdentifier('2.16.840.1.101.3.4.2.1')), sha256WithRsa, octetString(signatureOver(content)));

interface Signed {
  readonly content?: Uint8Array;
  readonly certificates?: readonly Uint8Array[];
  readonly signers?: readonly Uint8Array[];
}

function signedData({ content: octetsOrPieces = octetString(content), certificates = [], signers = [] }: Signed): Uint8Array {
  const encapsulated = sequence(objectIdentifier(contentTypes.data), explicit(0, octetsOrPieces));
  const fields = [integer(1), setOf(), encapsulated, collection(0xa0, certificates), collection(0x31, signers)];
  return writeContentInfo(contentTypes.signedData, sequence(...fields));
}

/** Every certificate of a ring is issued by the next; the names are equal but for their last letter. */
function ringWithLongNames(): Uint8Array {
  const names = times(8, (at) => nameOf(`${'a'.repeat(59_000)}${at}`));
  const name = (at: number) => names[at % names.length] ?? nameOf('');
  const certificates = times(99, (at) => certificate({ serial: 1000 + at, issuer: name(at + 1), subject: name(at) }));
  return signedData({ certificates, signers: certificates.slice(0, 20).map(signer) });
}

/** Nobody issued the signers' certificates, and each of the others has to be asked. */
function issuersWithLongKeys(): Uint8Array {
  const issuer = nameOf('issuer');
  const signature = new Uint8Array(2048).fill(0x7f);
  const leaves = times(20, (at) => certificate({ serial: at, issuer, subject: nameOf(`leaf ${at}`), signature }));
  const others = times(79, (at) => {
    const modulus = new Uint8Array(2048).fill(0xff);
    modulus[100] = at;
    const numbers = sequence(integer(modulus), integer(new Uint8Array(8).fill(0xff)));
    const key = sequence(sequence(objectIdentifier('1.2.840.113549.1.1.1'), nullValue()), bitString(numbers));
    return certificate({ serial: 1000 + at, issuer, subject: issuer, key, signature });
  });
  return signedData({ certificates: [...leaves, ...others], signers: leaves.map(signer) });
}

test.each<readonly [string, () => Uint8Array]>([
  ['ten thousand sequences in each other', () => times(10_000, () => 0).reduce((inner: Uint8Array) => sequence(inner), new Uint8Array())],
  ['indefinite lengths in each other', () => new Uint8Array(200_000).map((_, at) => (at % 2 === 0 ? 0x30 : 0x80))],
  ['content in pieces of one octet', () => signedData({ content: collection(0x24, times(140_000, () => octetString(content))) })],
  ['a hundred thousand signers', () => signedData({ signers: times(100_000, () => sequence(integer(1))) })],
  ['a hundred thousand certificates', () => signedData({ certificates: times(100_000, (at) => sequence(integer(at))) })],
  ['a ring of certificates with long names', ringWithLongNames],
  ['issuers with long keys', issuersWithLongKeys],
  ['an object identifier of a megabyte', () => sequence(encode(0x06, new Uint8Array(1_000_000).fill(0x81)), explicit(0, octetString(content)))],
])('CMS is opened in time: %s', async (_, make) => expectOpenedInTime(make()));
