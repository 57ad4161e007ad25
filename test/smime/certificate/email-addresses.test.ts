import type { Certificate } from '../../../src/smime/certificate/certificate';
import { matchesIdentifier, normalizeAddress, sameAddress } from '../../../src/smime/certificate/email-addresses';

describe('sameAddress', () => {
  test.each([
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
