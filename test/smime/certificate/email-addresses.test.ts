import { encode, explicit, objectIdentifier, sequence } from '../../../src/smime/asn1/write';
import type { Certificate } from '../../../src/smime/certificate/certificate';
import { parseCertificate } from '../../../src/smime/certificate/parse';
import { makeNode } from '../../support/made-graph';
import { nameDer } from '../../support/made-names';
import { matchesIdentifier, normalizeAddress, sameAddress } from '../../../src/smime/certificate/email-addresses';

describe('addresses of a certificate (RFC 8550 section 3, RFC 9598)', () => {
  const text = (value: string) => new TextEncoder().encode(value);
  const rfc822Name = (value: string | Uint8Array) => encode(0x81, typeof value === 'string' ? text(value) : value);
  const smtpUtf8Mailbox = (value: string, tag = 0x0c) =>
    encode(0xa0, objectIdentifier('1.3.6.1.5.5.7.8.9'), explicit(0, encode(tag, text(value))));
  const subjectName = nameDer([['CN', 'Anna']], [['E', 'old@example.com']]);

  async function addressesOf(...names: readonly Uint8Array[]): Promise<readonly string[]> {
    const extensions = names.length === 0 ? [] : [{ oid: '2.5.29.17', value: sequence(...names) }];
    const node = { subject: 1, key: 1, issuer: 0, signedBy: 0, serial: 1, subjectName, extensions };
    return (await parseCertificate(makeNode(node))).emailAddresses;
  }

  test('the subject is believed only beside no address in subjectAltName', async () => {
    expect(await addressesOf()).toEqual(['old@example.com']);
    expect(await addressesOf(encode(0x82, text('example.com')))).toEqual(['old@example.com']);
    expect(await addressesOf(rfc822Name('anna@example.com'))).toEqual(['anna@example.com']);
    expect(await addressesOf(rfc822Name('no address'))).toEqual([]);
    expect(await addressesOf(smtpUtf8Mailbox('anna@example.com'))).toEqual([]);
  });

  test('several, each once, international ones too', async () => {
    const both = [rfc822Name('anna@xn--bcher-kva.example'), rfc822Name('anna@xn--bcher-kva.example'), smtpUtf8Mailbox('jörg@xn--bcher-kva.example')];
    expect(await addressesOf(...both)).toEqual(['anna@xn--bcher-kva.example', 'jörg@xn--bcher-kva.example']);
    // As RFC 8398 wrote the domain, before RFC 9598.
    expect(await addressesOf(smtpUtf8Mailbox('jörg@bücher.example'))).toEqual(['jörg@bücher.example']);
  });

  test.each<readonly [string, Uint8Array]>([
    ['an octet above 127 in rfc822Name', rfc822Name(Uint8Array.of(...text('j'), 0xf6, ...text('rg@example.com')))],
    ['UTF-8 in rfc822Name', rfc822Name('jörg@example.com')],
    ['NUL, where a C program stops', rfc822Name('anna@example.com\0.evil.example')],
    ['two addresses', rfc822Name('anna@example.com,eve@evil.example')],
    ['an address with a name', rfc822Name('Anna <anna@example.com>')],
    ['a route', rfc822Name('@evil.example:anna@example.com')],
    ['a local part alone', rfc822Name('anna@')],
    ['a domain alone', rfc822Name('@example.com')],
    ['a quoted local part with a blank', rfc822Name('"anna berg"@example.com')],
    ['a quoted local part with another address', rfc822Name('"anna@example.com"@evil.example')],
    ['a line end', rfc822Name('anna@example.com\r\nBcc: eve@evil.example')],
    ['longer than any address', rfc822Name(`${'a'.repeat(310)}@example.com`)],
    ['an ASCII address as an international one', smtpUtf8Mailbox('anna@example.com')],
    ['a byte order mark', smtpUtf8Mailbox('\ufeffjörg@example.com')],
    ['text that turns around', smtpUtf8Mailbox('jörg\u202e@example.com')],
    ['a letter that nobody sees', smtpUtf8Mailbox('jö\u200brg@example.com')],
    ['an international one in another string type', smtpUtf8Mailbox('jörg@example.com', 0x16)],
  ])('%s is no address', async (_, name) => {
    expect(await addressesOf(name)).toEqual([]);
    expect(await addressesOf(name, rfc822Name('anna@example.com'))).toEqual(['anna@example.com']);
  });
});

describe('sameAddress', () => {
  test.each([
    ['anna@XN--BCHER-KVA.example', 'anna@bücher.example'],
    ['anna@b\u0075\u0308cher.example', 'anna@bücher.example'],
    ['anna@faß.example', 'anna@xn--fa-hia.example'],
    ['anna@example.com', 'anna@example.com'],
    ['anna@EXAMPLE.com', 'anna@example.COM'],
    ['Anna.Berg@example.com', 'anna.berg@example.com'],
    ['jörg@bücher.example', 'jörg@xn--bcher-kva.example'],
    ['jörg@BÜCHER.example', 'jörg@bücher.example'],
  ])('%s is %s', (a, b) => {
    expect(sameAddress(a, b)).toBe(true);
  });

  test.each([
    ['anna@example.com', 'anna@example.org'],
    ['anna@example.com', 'anna@example.com.evil.example'],
    ['anna@example.com', 'anna+x@example.com'],
    ['anna@example.com', 'anna@example.com\0@evil.example'],
    ['JÖRG@example.com', 'jörg@example.com'],
    // The Kelvin sign: lower case in Unicode is an ASCII k.
    ['\u212aim@example.com', 'kim@example.com'],
    ['anna@example.com', 'anna'],
    ['anna@faß.example', 'anna@fass.example'],
    // Two ways to write one letter are two mailboxes to a mail server.
    ['jo\u0308rg@example.com', 'j\u00f6rg@example.com'],
    ['anna@ex\u0430mple.com', 'anna@example.com'],
    ['anna@example.com.', 'anna@example.com'],
    ['anna@xn--a.example', 'anna@a.example'],
    ['', ''],
    // A full-width solidus or a percent sign must not become part of another host name.
    ['anna@exämple.com／evil', 'anna@exämple.com'],
    // What a URL takes for the end of the host.
    ['anna@münchen.example', 'anna@münchen.example#.evil.example'],
    ['anna@münchen.example', 'anna@münchen.example:80'],
    ['anna@münchen.example', 'anna@münchen.example?x'],
    ['anna@münchen.example', 'anna@münchen.example/'],
    ['anna@münchen.example', 'anna@mün\u00adchen.example'],
  ])('%j is not %j', (a, b) => {
    expect(sameAddress(a, b)).toBe(false);
  });
});

test('normalizeAddress leaves one form', () => {
  expect(normalizeAddress('Anna@Bücher.Example')).toBe('anna@xn--bcher-kva.example');
  expect(normalizeAddress('NoAddress')).toBe('noaddress');
});

test('a domain longer than DNS has stays as it is, in time', () => {
  const domain = Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
  const started = performance.now();
  for (let times = 0; times < 20; times++) expect(normalizeAddress(`A@${domain}`)).toBe(`a@${domain}`);
  expect(performance.now() - started).toBeLessThan(10_000);
});

describe('matchesIdentifier', () => {
  const certificate = { issuer: 'CN=Root', serialNumber: '0a', subjectKeyIdentifier: 'ff' } as Certificate;
  test.each([
    [{ issuer: 'CN=Root', serialNumber: '0a' }, true],
    [{ issuer: 'CN=Root', serialNumber: '0b' }, false],
    [{ issuer: 'CN=Other', serialNumber: '0a' }, false],
    [{ subjectKeyIdentifier: 'ff' }, true],
    [{ subjectKeyIdentifier: '00', issuer: 'CN=Root', serialNumber: '0a' }, false],
    [{ issuer: 'CN=Root' }, false],
    [{}, false],
  ])('%j: %s', (identifier, expected) => {
    expect(matchesIdentifier(certificate, identifier)).toBe(expected);
  });
});
