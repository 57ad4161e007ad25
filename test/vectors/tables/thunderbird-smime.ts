interface Expected {
  readonly verdict: string;
  /** In the text; absent: none is shown. */
  readonly text?: string;
}

const text = 'This is a test message from Alice to Bob.';
const fake = 'This is a FAKE message NOT from Alice to Bob.';

/** Signed by the Alice of 2019 to 2024, by an authority that the collection doesn't have: what the .eml files were once made of. */
const earlierAlice = { verdict: 'signed-data · not-trusted (untrusted-issuer certificate-expired)', text };
const earlierAliceSha1 = { verdict: 'signed-data · not-trusted (weak-digest untrusted-issuer certificate-expired)', text };
/**
 * For an earlier Bob: the issuer named is `NSS Test CA`, the one of Bob.p12 is
 * `NSS Test CA (RSA)`; his key doesn't fit either (OpenSSL: bad decrypt).
 */
const earlierBob = { verdict: 'enveloped-data · failed (no-matching-digital-id)' };
const mismatch = { verdict: 'signed-data · broken (ambiguous-structure)', text: fake };
const signed = { verdict: 'signed-data · valid', text };
const signedSha1 = { verdict: 'signed-data · not-trusted (weak-digest)', text };
const signedAndEncrypted = { verdict: 'enveloped-data signed-data · valid · decrypted aes-128-cbc', text };
const encrypted = { verdict: 'enveloped-data · decrypted aes-128-cbc', text };
const part = { verdict: 'signed-data · not-trusted part (covers-part-only)', text };

/**
 * Messages and parts that expected.json doesn't list, by their names and by
 * what OpenSSL says of each signature.
 */
export const unlisted: Readonly<Record<string, Expected>> = {
  'alice.dsig.SHA1.multipart': earlierAliceSha1,
  'alice.dsig.SHA1.multipart.env': earlierBob,
  'alice.dsig.SHA1.multipart.mismatch-econtent': mismatch,
  'alice.dsig.SHA256.multipart': earlierAlice,
  'alice.dsig.SHA256.multipart.env': earlierBob,
  'alice.dsig.SHA256.multipart.mismatch-econtent': mismatch,
  'alice.dsig.SHA384.multipart': earlierAlice,
  'alice.dsig.SHA384.multipart.env': earlierBob,
  'alice.dsig.SHA384.multipart.mismatch-econtent': mismatch,
  'alice.dsig.SHA512.multipart': earlierAlice,
  'alice.dsig.SHA512.multipart.env': earlierBob,
  'alice.dsig.SHA512.multipart.mismatch-econtent': mismatch,
  'alice.html.sig.SHA1.opaque.eml': signedSha1,
  'alice.html.sig.SHA1.opaque.env.eml': { verdict: 'enveloped-data signed-data · not-trusted (weak-digest) · decrypted aes-128-cbc', text },
  'alice.html.sig.SHA256.opaque.eml': signed,
  'alice.html.sig.SHA256.opaque.env.eml': signedAndEncrypted,
  'alice.html.sig.SHA384.opaque.eml': signed,
  'alice.html.sig.SHA384.opaque.env.eml': signedAndEncrypted,
  'alice.html.sig.SHA512.opaque.eml': signed,
  'alice.html.sig.SHA512.opaque.env.eml': signedAndEncrypted,
  'alice.mime': { verdict: 'plain', text },
  'alice.mime.env': earlierBob,
  'alice.sig.SHA1.opaque': earlierAliceSha1,
  'alice.sig.SHA1.opaque.env': earlierBob,
  'alice.sig.SHA256.opaque': earlierAlice,
  'alice.sig.SHA256.opaque.env': earlierBob,
  'alice.sig.SHA384.opaque': earlierAlice,
  'alice.sig.SHA384.opaque.env': earlierBob,
  'alice.sig.SHA512.opaque': earlierAlice,
  'alice.sig.SHA512.opaque.env': earlierBob,
  'alice.textplain': { verdict: 'plain', text },
  'alice.textplain.sig.SHA1': earlierAliceSha1,
  'alice.textplain.sig.SHA256': earlierAlice,
  'alice.textplain.sig.SHA384': earlierAlice,
  'alice.textplain.sig.SHA512': earlierAlice,
  'browser/alice.dsig.SHA256.multipart.env.eml': signedAndEncrypted,
  'browser/alice.dsig.SHA256.multipart.in.mixed.eml': part,
  'browser/alice.dsig.SHA256.multipart.in.mixed.with.header.eml': part,
  'browser/alice.env.eml': encrypted,
  // Of an authority of the same name that was made some hours before: the signature in the certificate isn't TestCA's.
  'browser/alice.html.sig.SHA256.opaque.eml': { verdict: 'signed-data · not-trusted (untrusted-issuer path-invalid)', text },
  'browser/alice.html.sig.SHA256.opaque.env.eml': signedAndEncrypted,
  'browser/alice.sig.SHA256.opaque.eml': signed,
  'browser/alice.sig.SHA256.opaque.env.eml': signedAndEncrypted,
  // Two encrypted alternatives: a part in the middle stays closed.
  'browser/multipart-alternative.eml': { verdict: 'plain' },
  // OpenSSL: the outer signature doesn't fit. The forwarded message in it has one of its own, which counts for nothing.
  'browser/nested-sigs.eml': { verdict: 'signed-data · broken (digest-mismatch)', text: 'level 1' },
  'mixed-pgp/inner-smime-sig-in-pgp-encrypted.eml': { verdict: 'plain' },
  'mixed-pgp/outer-smime-bad-sig-inner-pgp-enc-sig-with-mixed.eml': { verdict: 'signed-data · broken (digest-mismatch)', text: 'Additional text' },
  'mixed-pgp/outer-smime-bad-sig-inner-pgp-enc-sig.eml': { verdict: 'signed-data · broken (digest-mismatch)' },
  'mixed-pgp/outer-smime-bad-sig-inner-pgp-enc.eml': { verdict: 'signed-data · broken (digest-mismatch)' },
  'smime-manual/outer-pgp-sig-inner-smime-enc-sig.eml': { verdict: 'plain' },
  'smime-manual/outer-pgp-sig-inner-smime-enc.eml': { verdict: 'plain' },
};

/** What is no message. */
export const others: Readonly<Record<string, string>> = {
  'Alice-ec.p12': 'digital ID of Alice-ec',
  'Alice.p12': 'digital ID of Alice',
  'Bob.p12': 'digital ID of Bob',
  'Dave.p12': 'digital ID of Dave',
  'Eve.p12': 'digital ID of Eve',
  'Fran-ec.p12': 'digital ID of Fran-ec',
  'Fran.p12': 'digital ID of Fran',
  'SOURCE.md': 'origin',
  'TestCA.pem': 'the authority',
  'alice.mime.dsig.SHA1': 'a signature of alice.mime alone, compared with it',
  'alice.mime.dsig.SHA256': 'a signature of alice.mime alone, compared with it',
  'alice.mime.dsig.SHA384': 'a signature of alice.mime alone, compared with it',
  'alice.mime.dsig.SHA512': 'a signature of alice.mime alone, compared with it',
  'browser/Alice.p12': 'digital ID of Alice',
  'browser/Bob.p12': 'digital ID of Bob',
  'browser/TestCA.pem': 'the authority',
  'expected.json': 'what Thunderbird says of 68 messages',
  'expiration.txt': 'how long the certificates are in date',
  'smime-interop/Fran-ec.p12': 'digital ID of Fran-ec',
  'smime-interop/Fran.p12': 'digital ID of Fran',
};
