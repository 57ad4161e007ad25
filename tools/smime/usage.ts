/** What `--help` prints: the commands, and every option that works today. */
export const usage = `The S/MIME core without Outlook. Results are JSON, one object a line; errors too, on standard error.

npm run -s smime -- open    [--trust PEM] [--crl FILE] [--id P12 --password-file FILE] [--at TIME] MESSAGE…
npm run -s smime -- protect [--sign] [--encrypt-to CERT] [--id P12 --password-file FILE] [--opaque]
                            [--digest sha-256|sha-384|sha-512]
                            [--cipher aes-128-cbc|aes-256-cbc|aes-128-gcm|aes-256-gcm]
                            [--protect-headers] [--at TIME] [--out FILE] MESSAGE
npm run -s smime -- path    --leaf CERT [--intermediate CERT]… [--trust PEM]… [--purpose emailProtection|any] [--at TIME]
npm run -s smime -- path    --limbo JSON
npm run -s smime -- id      P12 --password-file FILE [--export modern|compatible --out P12 --out-password-file FILE]
npm run -s smime -- cert    CERT        what a .cer, .pem, .p7b, .p7s or .csr file holds

  --trust PEM           a root certificate to trust; without one, no signer is trusted; may be repeated
  --intermediate CERT   certificates that may stand between; may be repeated
  --limbo JSON          judge every case of a file of x509-limbo
  --crl FILE            a list of revoked certificates, or an OCSP response (DER or PEM); may be repeated
  --id P12              a digital ID (.p12, .pfx); the next --password-file is its own; may be repeated
  --encrypt-to CERT     the certificate of somebody who shall read it; may be repeated
  --protect-headers     put subject, names and date inside as well (RFC 9788); encrypted, the subject is hidden outside
  --export FORM         write the digital IDs anew: modern (AES-256, SHA-256), or compatible (triple DES, SHA-1) for
                        old programs; a file that is there already is not written over
  --out FILE            where protect writes the message; without it, to standard output
  --at TIME             judge for this time (ISO 8601) instead of now
`;
