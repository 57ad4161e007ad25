import { openMessage, readPfx } from '../../src/smime';
import type { HeaderState, OpenOptions } from '../../src/smime';
import { readIdentityCertificate, validationTime } from '../support/identities';
import { unlockPfx } from '../support/pfx';
import { describeVectors, vector, vectorFiles, vectorText } from '../support/vectors';
import { verdictOf } from '../support/verdict';

interface Expected {
  readonly verdict: string;
  readonly subject: string;
  readonly outerSubject: string;
  /** Of the subject, and of all others; absent: no header is protected. */
  readonly states?: readonly [HeaderState, HeaderState];
  /** First line of the text; absent: none is shown. */
  readonly text?: string;
  /** The file with what it decrypts or unwraps to. */
  readonly inner?: string;
}

const barCorp = "BarCorp contract signed, let's go!";
const fooCorp = 'The FooCorp contract';
const cancel = 'Bob, we need to cancel this contract.';
const clear = { subject: fooCorp, outerSubject: fooCorp };

/**
 * By SOURCE.md and the names of the files: `enc` is encrypted to Bob, `sign+enc`
 * signed inside; the .inner files say what is in them. OpenSSL agrees on every signature and decryption.
 */
const messages: Readonly<Record<string, Expected>> = {
  'smime-multipart-signed.eml': { verdict: 'signed-data · valid', ...clear, states: ['signed-only', 'signed-only'], text: cancel },
  'smime-onepart-signed.eml': {
    ...{ verdict: 'signed-data · valid', ...clear, states: ['signed-only', 'signed-only'], text: cancel },
    inner: 'smime-onepart-signed.inner',
  },
  'smime-enc+legacy-disp.eml': {
    verdict: 'enveloped-data · decrypted des-ede3-cbc',
    ...{ subject: barCorp, outerSubject: '...', text: 'Hi Bob!', inner: 'smime-enc+legacy-disp.inner' },
    states: ['encrypted-only', 'unprotected'],
  },
  'smime-sign+enc.eml': {
    verdict: 'enveloped-data signed-data · valid · decrypted des-ede3-cbc',
    ...{ subject: barCorp, outerSubject: '...', text: 'Hi Bob!', inner: 'smime-sign+enc.inner.inner' },
    states: ['signed-and-encrypted', 'signed-only'],
  },
  'smime-sign+enc+legacy-disp.eml': {
    verdict: 'enveloped-data signed-data · valid · decrypted des-ede3-cbc',
    ...{ subject: barCorp, outerSubject: '...', text: 'Hi Bob!', inner: 'smime-sign+enc+legacy-disp.inner.inner' },
    states: ['signed-and-encrypted', 'signed-only'],
  },
  // OpenPGP: no S/MIME, so nothing is said about it, and no header of it counts as protected.
  'pgpmime-signed.eml': { verdict: 'plain', ...clear, text: cancel },
  'unfortunately-complex.eml': { verdict: 'plain', subject: '...', outerSubject: '...' },
};

const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'origin',
  'bob.der.p12': "Bob's digital ID",
  'bob.p12': 'the same in PEM',
  'sample-ca.pem': 'who issued all certificates',
  'smime-enc+legacy-disp.inner': 'what the .eml decrypts to',
  'smime-onepart-signed.inner': 'what the .eml holds',
  'smime-sign+enc.inner': 'what the .eml decrypts to: a signed entity',
  'smime-sign+enc.inner.inner': 'what that holds',
  'smime-sign+enc+legacy-disp.inner': 'what the .eml decrypts to: a signed entity',
  'smime-sign+enc+legacy-disp.inner.inner': 'what that holds',
  'unfortunately-complex.inner': 'what the OpenPGP message decrypts to',
};

describeVectors('header protection before RFC 9788 (protected-headers="v1")', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    const unlocked = await unlockPfx('protected-headers-draft/bob.der.p12', 'bob');
    const certificate = await readIdentityCertificate('protected-headers-draft/sample-ca.pem');
    options = { unlocked, locked: [], trustAnchors: [{ certificate }], at: validationTime, exact: true };
  });

  test('every file of the collection has its place', () => {
    expect(vectorFiles('protected-headers-draft')).toEqual([...Object.keys(messages), ...Object.keys(others)].sort());
  });

  test.each(Object.entries(messages))('%s', async (file, expected) => {
    const opened = await openMessage(vector(`protected-headers-draft/${file}`), options);
    expect(verdictOf(opened)).toBe(expected.verdict);
    if (opened.encryption.state === 'decrypted') expect(opened.encryption.weak).toBe(true);
    expect(opened.headers.subject).toBe(expected.subject);
    expect(opened.outerHeaders.subject).toBe(expected.outerSubject);
    const { headerProtection: protection } = opened;
    if (expected.states === undefined) {
      expect(protection).toEqual({ state: 'none' });
    } else {
      const [ofSubject, ofOthers] = expected.states;
      const states = ['from', 'to', 'date', 'subject', 'message-id'].map((name) => [name, name === 'subject' ? ofSubject : ofOthers]);
      expect(protection).toMatchObject({ state: 'protected', form: 'draft', differsOutside: [], subjectHidden: expected.outerSubject === '...' });
      expect(protection.state === 'protected' && protection.fields.map(({ name, state }) => [name, state])).toEqual(states);
      expect(opened.headers).toMatchObject({ from: [{ name: 'Alice Lovelace', address: 'alice@smime.example' }], to: [{ name: 'Bob Babbage' }] });
    }
    if (expected.text !== undefined) {
      expect(opened.body.text?.split('\n')[0]).toBe(expected.text);
      expect(opened.body.text).not.toContain('Subject:');
    }
    if (expected.inner !== undefined) {
      const inner = new TextEncoder().encode(vectorText(`protected-headers-draft/${expected.inner}`).replace(/\r?\n/g, '\r\n'));
      expect(opened.content?.sha256).toBe(Buffer.from(await crypto.subtle.digest('SHA-256', inner)).toString('hex'));
    }
  });

  test('bob.p12 is bob.der.p12 in PEM', async () => {
    const [inPem, inDer] = await Promise.all(['bob.p12', 'bob.der.p12'].map((file) => readPfx(vector(`protected-headers-draft/${file}`), 'bob')));
    expect(inPem).toEqual(inDer);
    expect(inDer?.entries.map(({ certificate }) => certificate.commonName)).toEqual(['Bob Babbage']);
  });

  test.each(Object.keys(others).filter((file) => file.includes('.inner')))('%s alone protects nothing by its parameter', async (file) => {
    const opened = await openMessage(vector(`protected-headers-draft/${file}`), options);
    const isSigned = opened.layers.length > 0;
    expect(opened.headerProtection.state).toBe(isSigned ? 'protected' : 'none');
    expect(isSigned).toBe(file.startsWith('smime-sign+enc') && !file.endsWith('.inner.inner'));
  });
});
