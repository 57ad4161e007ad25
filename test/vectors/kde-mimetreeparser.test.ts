import type { OpenedMessage, OpenOptions } from '../../src/smime';
import { openMessage } from '../../src/smime';
import { readMessageHeaders } from '../../src/smime/mime/message-headers';
import { parseMime } from '../../src/smime/mime/parse';
import { kdeIdentity } from '../support/gpg-agent';
import { outline } from '../support/mime-outline';
import { describeVectors, vector, vectorFiles } from '../support/vectors';
import { verdictOf } from '../support/verdict';

const read = (file: string) => vector(`kde-mimetreeparser/${file}`);

/** Subject, and the parts as `outline()` writes them: what Python's email 3.11 reads. */
const outlines: Readonly<Record<string, readonly [subject: string, ...parts: string[]]>> = {
  '8bitencoded.mbox': ['Now I Know: Why Pisa’s Tower Leans', 'text/plain 7621 882157ea', 'text/html 83115 fdd25cfb'],
  'alternative-notext.mbox': ['A random subject with a empty text alternative contenttype', 'text/html 519 39754913'],
  'alternative.mbox': ['A random subject with alternative contenttype', 'text/plain 193 0d31fb86', 'text/html 57 7e9b4f6a'],
  'applehtmlwithattachments.mbox': ['Apple HTML with attachments', 'text/plain 65 f2794f69', 'text/html 807 12b7865c', 'image/png "kubeonosxscreenshot07.png" 16152 af08538a'],
  'applehtmlwithattachmentsmixed.mbox': ['Apple attachment + signature', 'text/plain 25 aa8abcd3', 'text/html 290 72c3ae4b', 'application/octet-stream "rebuildkube.sh" 666 6c3f4b90', 'text/html 378 51915f1b'],
  'attachment.mbox': ['CID links for images', 'text/plain 50 670b6a30', 'text/html 499 ea34cc28', 'image/jpeg "aqnaozisxya.jpeg" 75870 303f9bf1'],
  'attachment2.mbox': ['CID links for images', 'text/plain 50 670b6a30', 'text/html 499 ea34cc28', 'image/jpeg "aqnaozisxya.jpeg" 75870 303f9bf1'],
  'cid-links-forwarded-inline.mbox': ['Fwd: Html Hello (inlin)', 'text/plain 180 a400cff5', 'text/html 973 b040a27e', 'image/jpeg "aEwOdgN_700b_v1.jpg" 37962 d97403b5'],
  'cid-links.mbox': ['CID links for images', 'text/plain 50 670b6a30', 'text/html 499 ea34cc28', 'image/jpeg "aqnaozisxya.jpeg" 75870 303f9bf1'],
  'combined.mbox': ['A random subject with alternative contenttype', 'text/plain 1238 29f2a51c'],
  'empty.mbox': ['', 'text/plain 0 e3b0c442'],
  'encapsulated-with-attachment.mbox': ['Fwd: Test with attachment', 'text/plain 41 25147f54', 'message/rfc822 "forwarded message"'],
  'gmail-invitation.mbox': ['Invitation: test1 @ Sat 17 Aug 2019 15:00 - 16:00 (CEST) (test1@kolab.org)', 'text/plain 1193 247ce4ad', 'text/html 7909 2744c475', 'text/calendar 1255 c268718c', 'application/ics "invite.ics" 1315 b1ee1a7b'],
  'html.mbox': ['HTML test', 'text/html 55 fd74102c'],
  'htmlonly.mbox': ['HTML test', 'text/html 68 83d097a8'],
  'htmlonlyexternal.mbox': ['HTML test', 'text/html 109 e75fb8fa'],
  'invitation.mbox': ["You've been invited to \"test1234\"", 'text/plain 520 b7901fb2', 'text/calendar "event.ics" 1043 2ce07a54'],
  'listmessage.mbox': ['A random subject with alternative contenttype', 'text/plain 5 f2ca1bb6'],
  'multirecipients.mbox': ['A random subject with alternative contenttype', 'text/plain 5 f2ca1bb6'],
  'no-content-type.mbox': ['Simple Mail Without Content-Type Header', 'text/plain 8 2413fb37'],
  'outlook.mbox': ['Re: Translations for Collabora and Mattermost extensions', 'text/plain 536 27589296', 'text/html 4781 821fe3e8'],
  'plaintext.mbox': ['A random subject with alternative contenttype', 'text/plain 192 42850cd3'],
  'plaintextattachment.mbox': ['sdflkjsdf', 'text/plain 9 fe25b015', 'text/html 192 058e09f3', 'text/plain "xorg.conf" 211 7cd61309'],
  'smime-cert.mbox': ['test', 'application/pkcs7-mime "smime.crt" 69 96af3286'],
  'smime-encrypted-ambiguous-mime.mbox': ['S/MIME encrypted ambigious format', 'text/plain 248 a7c9251d', 'application/pkcs7-mime "smime.p7m" 1297 c255f467'],
  'smime-encrypted-not-so-ambiguous-mime.mbox': ['S/MIME encrypted not so ambigious format', 'text/plain 243 75a5a97d', 'application/pkcs7-mime "smime.p7m" 1297 c255f467', 'text/plain "readme.txt" 23 cb1cfe7f'],
  'smime-encrypted-octet-stream.mbox': ['test', 'application/octet-stream "smime.p7m" 454 8dc47913'],
  'smime-encrypted.mbox': ['test', 'application/pkcs7-mime "smime.p7m" 454 8dc47913'],
  'smime-opaque-enc+sign.mbox': ['enc+sign', 'application/pkcs7-mime "smime.p7m" 1297 c255f467'],
  'smime-opaque-sign.mbox': ['sign only', 'application/pkcs7-mime "smime.p7m" 571 f721aff7'],
  'smime-opaque-signed-encrypted-attachment.mbox': ['Opaque S/MIME signed and encrypted message with attachment', 'application/pkcs7-mime "smime.p7m" 1905 f5d2d946'],
  'smime-signed-apple.mbox': ['Re: PDF bug - modified mail, signature is not valid!', 'text/plain 247 6f5bfd1c', 'text/html 331 2c833b2e', 'image/png "image.png" 2474 846eb10c', 'text/html 252 696791ed', 'application/pkcs7-signature "smime.p7s" 3934 677d2d9e'],
  'smime-signed-charset.mbox': ['S/MIME signatur', 'text/plain 218 69e5db10', 'application/pkcs7-signature "smime.p7s" 686 6d328f49'],
  'smime-signed-encrypted.mbox': ['S/MIME signed and encrypted', 'application/pkcs7-mime "smime.p7m" 1512 a370c53e'],
  'text+html-maillinglist.mbox': ['[Bug 1741] Standard folder name configuration ignored on creating\tnew users', 'text/plain 234 4c6ab8f8', 'text/html 945 ac8a39c7', 'text/plain 151 15141621'],
};

/**
 * Keys of 1024 bits and SHA-1, as everybody had in 2010: weak. The words of the texts are those of KMail's own tests;
 * OpenSSL verifies the signatures with the certificates of the keybox.
 */
const protectedMails: Readonly<Record<string, readonly [verdict: string, text: string, ...attachments: string[]]>> = {
  // The base64 is letters at random: no CMS at all.
  'smime-cert.mbox': ['plain · broken (malformed)', ''],
  // The encrypted part stands beside others: it is a file, and never opened in its place (EFAIL).
  'smime-encrypted-ambiguous-mime.mbox': ['plain', 'First message part.', 'smime.p7m'],
  'smime-encrypted-not-so-ambiguous-mime.mbox': ['plain', 'First message part', 'smime.p7m', 'readme.txt'],
  'smime-encrypted-octet-stream.mbox': ['enveloped-data · decrypted des-ede3-cbc', 'The quick brown fox jumped over the lazy dog.'],
  'smime-encrypted.mbox': ['enveloped-data · decrypted des-ede3-cbc', 'The quick brown fox jumped over the lazy dog.'],
  // Signed in January 2013, and dated two and a half years later.
  'smime-opaque-enc+sign.mbox': [
    'enveloped-data signed-data · not-trusted (weak-digest weak-key signing-time-implausible) · decrypted aes-128-cbc',
    'Encrypted and signed mail.',
  ],
  'smime-opaque-sign.mbox': ['signed-data · not-trusted (weak-digest weak-key signing-time-implausible)', 'A simple signed only test.'],
  // Signed years after the time of judging and the end of the certificate.
  'smime-opaque-signed-encrypted-attachment.mbox': [
    'enveloped-data signed-data · not-trusted (weak-digest signing-time-implausible certificate-expired weak-key) · decrypted aes-128-cbc',
    'This is an Opaque S/MIME encrypted and signed message with attachment',
    'file.txt',
  ],
  // Its subject says so: "modified mail, signature is not valid!"
  'smime-signed-apple.mbox': ['signed-data · broken (digest-mismatch)', 'Olá Konqui,', 'image.png'],
  // Without a certificate, and none of these is its signer's. The letters beyond ASCII are ISO 8859-1.
  'smime-signed-charset.mbox': ['signed-data · cannot-check (signer-certificate-missing)', 'test'],
  'smime-signed-encrypted.mbox': [
    'enveloped-data signed-data · not-trusted (weak-digest weak-key) · decrypted des-ede3-cbc',
    'encrypted message text',
  ],
  // For two people of "g10 Code", whose keys are not here.
  'smime.p7m': ['enveloped-data · failed (no-matching-digital-id)', ''],
};

const keys = {
  'SOURCE.md': 'where they are from',
  'keys/1AA8BA52430E51AE249AF0DA97D59F869E4101A8.key': 'the key of test@example.com, an S-expression of gpg-agent',
  'keys/pubring.kbx': 'a keybox with four certificates',
  'keys/trustlist.txt': 'which roots gpgsm trusts',
};

describeVectors('mails of KMail', () => {
  let options: OpenOptions;
  const open = (file: string): Promise<OpenedMessage> => openMessage(read(file), options);

  beforeAll(async () => {
    const { digitalId, certificates } = await kdeIdentity();
    const trustAnchors = certificates
      .filter(({ emailAddresses }) => emailAddresses.includes('test@example.com'))
      .map((certificate) => ({ certificate }));
    const at = new Date('2013-12-01T00:00:00Z');
    options = { unlocked: [digitalId], locked: [], trustAnchors, at, exact: true, knownCertificates: certificates };
  });

  test('every file of the collection is named', () => {
    expect(vectorFiles('kde-mimetreeparser')).toEqual(
      [...new Set([...Object.keys(outlines), ...Object.keys(protectedMails), ...Object.keys(keys)])].sort(),
    );
  });

  test.each(Object.entries(outlines))('%s has the parts that Python reads', (file, [subject, ...parts]) => {
    const entity = parseMime(read(file));
    expect(outline(entity)).toEqual(parts);
    expect(readMessageHeaders(entity.headers).subject).toBe(subject);
  });

  test.each(Object.entries(protectedMails))('%s', async (file, [expected, text, ...names]) => {
    const opened = await open(file);
    expect(verdictOf(opened)).toBe(expected);
    expect((opened.body.text ?? '').split('\n')[0]).toBe(text);
    expect(opened.attachments.map(({ name }) => name)).toEqual(names);
  });

  test('triple DES is weak', async () => {
    expect((await open('smime-encrypted.mbox')).encryption).toMatchObject({ algorithm: 'des-ede3-cbc', weak: true });
  });

  test.each(Object.keys(outlines).filter((file) => !(file in protectedMails)))('%s is plain', async (file) => {
    expect(verdictOf(await open(file))).toBe('plain');
  });

  test('what is shown of the mails of Apple, Outlook and others', async () => {
    const apple = await open('applehtmlwithattachmentsmixed.mbox');
    expect(apple.body.text).toBe('Hello\n\n\n\nRegards\n\nFsdfsdf');
    expect(apple.body.html?.match(/<html>/g)).toHaveLength(2);
    expect((await open('outlook.mbox')).body.text).toContain('«This is a test…');
    expect((await open('smime-signed-charset.mbox')).body.text).toContain('Geschäftsführung');
    expect((await open('text+html-maillinglist.mbox')).body.html).toMatch(/<\/html>\s+<div style="white-space: pre-wrap">/);
    const invitation = await open('gmail-invitation.mbox');
    expect(invitation.attachments.map(({ name, contentType }) => `${contentType} ${name}`)).toEqual(['text/calendar ', 'application/ics invite.ics']);
    const forwarded = await open('encapsulated-with-attachment.mbox');
    expect(forwarded.body.text).toBe('This is the first encapsulating message.\n');
    expect(forwarded.attachments.map(({ contentType }) => contentType)).toEqual(['message/rfc822']);
  });
});
