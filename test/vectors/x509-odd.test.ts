import { isSmimeError, readCertificates, validatePath } from '../../src/smime';
import type { Certificate } from '../../src/smime';
import { asText, readPem } from '../../src/smime/certificate/pem';
import { summarizeCertificate } from '../../src/smime/certificate/summary';
import { readCrl } from '../../src/smime/revocation/crl';
import { describeVectors, vector, vectorFiles } from '../support/vectors';
import { accepted, addresses, refused, revocationLists, unreadable } from './tables/x509-odd';

const readable = [...accepted, ...Object.keys(refused)];

const read = (file: string): Promise<readonly Certificate[]> => readCertificates(vector(`x509-odd/${file}`));

async function first(file: string): Promise<Certificate> {
  const [certificate] = await read(file);
  if (certificate === undefined) throw new Error(file);
  return certificate;
}

async function errorOf(file: string): Promise<string> {
  try {
    await read(file);
    return 'read';
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_CERTIFICATE_MALFORMED') return `${error.code}: ${error.details.reason}`;
    if (isSmimeError(error) && error.code === 'ERR_NO_CERTIFICATE') return `${error.code}: ${error.details.looksLike}`;
    throw error;
  }
}

describeVectors('odd certificates and CRLs', () => {
  test('every file has one expected result', () => {
    const told = [...readable, ...Object.keys(unreadable), ...Object.keys(revocationLists)];
    expect(told.sort()).toEqual(vectorFiles('x509-odd'));
  });

  test.each(readable)('%s is read', async (file) => {
    expect(await read(file)).toHaveLength(file === 'cryptography.io.chain.pem' ? 2 : 1);
    const certificate = await first(file);
    expect(certificate.emailAddresses).toEqual(addresses[file] ?? []);
    const { subject, issuer } = certificate;
    // No line of its own, nothing that ends a name before its end.
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    for (const text of [subject, issuer]) expect(text).not.toMatch(/[\u0000-\u001f\u007f]/);
    expect(Object.keys(summarizeCertificate(certificate)).length).toBeGreaterThan(0);
  });

  test.each(readable)('%s on a path', async (file) => {
    const certificate = await first(file);
    const trustAnchors = [{ certificate }];
    const { problems } = await validatePath({ certificate, intermediates: [], trustAnchors, at: certificate.notBefore, purpose: 'any' });
    expect(problems).toEqual(refused[file]?.slice(0, 1) ?? []);
  });

  test.each(Object.entries(unreadable))('%s: %s', async (file, expected) => {
    expect(await errorOf(file)).toBe(expected);
  });

  test.each(Object.entries(revocationLists))('%s is %s', async (file, expected) => {
    expect(await errorOf(file)).toBe('ERR_NO_CERTIFICATE: revocation-list');
    const bytes = vector(`x509-odd/${file}`);
    const text = asText(bytes);
    const der = text === undefined ? bytes : readPem(text)[0]?.bytes;
    expect(readCrl(der ?? new Uint8Array()) === undefined ? 'refused' : 'read').toBe(expected);
  });

  test.each([
    ['custom/invalid_utf8_common_name.pem', 'CN=We heart UTF8!\ufffd'],
    ['custom/utf8_common_name.pem', 'CN=We heart UTF8!™'],
    ['custom/long-form-name-attribute.pem', '2.5.12.13=#7f2000'],
    ['custom/bad_country.pem', '1.3.6.1.4.1.311.60.2.1.3=also too long, C=too long'],
    ['custom/unsupported_subject_name.pem', '2.5.4.43=PK, CN=Unsupported subject item'],
    ['scottishpower-bitstring-dn.pem', '2.5.4.45=#03090070b3d51f305f0001, OU=02, CN=ScottishPower'],
    ['verisign_md2_root.pem', 'OU=Class 3 Public Primary Certification Authority, O=VeriSign\\, Inc., C=US'],
    ['department-of-state-root.pem', 'CN=U.S. Department of State AD Root CA, CN=AIA, CN=Public Key Services, CN=Services, CN=Configuration, DC=state, DC=sbu'],
    ['custom/ian_uri.pem', ''],
  ])('%s is shown as RFC 4514 writes it', async (file, subject) => {
    expect((await first(file)).subject).toBe(subject);
  });

  test('a serial number below zero is shown as it is encoded', async () => {
    expect((await first('custom/negative_serial.pem')).serialNumber).toBe('fbce996c13');
  });
});
