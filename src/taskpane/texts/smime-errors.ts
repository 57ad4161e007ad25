import type { SmimeErrorDetails } from '../../smime/index';
import { methodName } from './methods';
import type { TextsFor } from './told';

const looks = {
  'private-key': 'It holds a secret key as text. Never send such a file to anyone.',
  certificate: 'It looks like a certificate.',
  message: 'It looks like a message.',
  text: 'It looks like text.',
  unknown: "Signet doesn't know this kind of file.",
} as const;

/** What was chosen instead of a certificate, and what to do with it. */
const instead: Readonly<Record<SmimeErrorDetails['ERR_NO_CERTIFICATE']['looksLike'], string>> = {
  'private-key': 'It holds a secret key. Never send such a file to anyone. Choose a certificate (.cer, .pem or .p7b).',
  request: "It's a request for a digital ID. Send it to your issuer, and choose what comes back.",
  'revocation-list': "It's an issuer's list of cancelled certificates. Choose a certificate (.cer, .pem or .p7b).",
  pfx: "It's a digital ID with its secret part. Import it under Digital IDs.",
  message: "It's a message. Choose a certificate (.cer, .pem or .p7b).",
  text: 'It looks like text. Choose a certificate (.cer, .pem or .p7b).',
  unknown: "Signet doesn't know this kind of file. Choose a certificate (.cer, .pem or .p7b).",
};

/** The core could not do it. The texts of .pfx files are those of importing. */
export const smimeErrors: TextsFor<SmimeErrorDetails> = {
  ERR_MIME_MALFORMED: () => ({
    title: "This message can't be read",
    body: "It isn't built as messages are. Ask the sender to send it again.",
  }),
  ERR_MIME_TOO_COMPLEX: () => ({
    title: 'This message is built in an unusual way',
    body: 'It has more parts, or takes more room unpacked, than any real message needs, so Signet stops here to protect your computer. Ask the sender to send it in a simpler way.',
  }),
  ERR_MIME_HEADER_INVALID: ({ header }) => ({
    title: "This message can't be written as an email",
    body: `There is a character in "{header}" that doesn't belong there. Type that line again in Outlook.`,
    values: { header },
  }),
  ERR_CMS_MALFORMED: () => ({
    title: 'This message is damaged',
    body: "Its signed or encrypted part can't be read. Ask the sender to send it again.",
  }),
  ERR_CERTIFICATE_MALFORMED: () => ({
    title: "A certificate can't be read",
    body: "It's damaged, or not a certificate at all. Ask for it again.",
  }),
  ERR_NO_CERTIFICATE: ({ looksLike }) => ({ title: 'There is no certificate in this file', body: instead[looksLike] }),
  ERR_CERTIFICATES_TOO_MANY: ({ limit }) => ({
    title: 'This file holds too many certificates',
    body: `Signet reads up to ${limit} at once. Choose a file with fewer.`,
  }),
  ERR_CERTIFICATES_TOO_LARGE: () => ({ title: 'This file is too large for certificates', body: 'Is it the right file?' }),
  ERR_REVOCATION_DATA_MALFORMED: () => ({
    title: 'There is no list of cancelled certificates in this file',
    body: "It's damaged, or something else. Choose the list (.crl) that the issuer published.",
  }),
  ERR_REQUEST_MALFORMED: () => ({
    title: "This request can't be read",
    body: "It's damaged, or not a request for a digital ID at all. Make a new one.",
  }),
  ERR_SUBJECT_INVALID: ({ field, value }) => ({
    title: field === 'address' ? `A digital ID can't be for "{value}"` : `The name "{value}" doesn't fit into a digital ID`,
    body: field === 'address' ? 'Type an email address.' : 'Type a name of 1 to 64 characters.',
    values: { value },
  }),
  ERR_ALGORITHM_UNSUPPORTED: ({ name }) => ({
    title: "Signet doesn't know this method",
    body: 'The method is {name}. Ask the sender to use a usual one.',
    values: { name: methodName(name) },
  }),
  ERR_RECIPIENT_CERTIFICATE_UNUSABLE: ({ subject }) => ({
    title: "A recipient's certificate can't be used to encrypt",
    body: 'It belongs to {subject}. Ask for a new signed message, or remove the recipient.',
    values: { subject },
  }),
  ERR_SELF_CHECK_FAILED: () => ({
    title: "Signet checked its own work and it didn't fit",
    body: "The finished message wasn't exactly what you wrote, so it wasn't used.",
    repair: 'tryAgain',
  }),
  ERR_PFX_NOT_PFX: ({ looksLike }) => ({
    title: "This isn't a digital ID file",
    body: `${looks[looksLike]} Choose a .pfx or .p12 file.`,
  }),
  ERR_PFX_MALFORMED: () => ({ title: 'This file is damaged', body: 'Copy it again from where it was made.' }),
  ERR_PFX_PASSWORD: () => ({
    title: "That password doesn't open this file",
    body: 'Check capitals and keyboard language. The file may also be damaged.',
  }),
  ERR_PFX_PASSWORD_EMPTY: () => ({ title: 'The file needs a password', body: 'Without one, anyone who gets it can use your digital ID.' }),
  ERR_PFX_PASSWORDS_DIFFER: () => ({
    title: 'This password opens only a part of this file',
    body: 'Another part has another password. Export it again from the program it came from, with one password for all of it.',
  }),
  ERR_PFX_ALGORITHM_UNSUPPORTED: ({ name }) => ({
    title: "This file is protected in a way Signet can't read ({name})",
    body: 'Export it again from the program it came from, choosing AES-256 or TripleDES.',
    values: { name },
  }),
  ERR_PFX_TOO_COSTLY: () => ({
    title: 'This file asks for unusually heavy work to open',
    body: 'Signet stops here to protect your computer. Export it again.',
  }),
  ERR_PFX_TOO_LARGE: () => ({ title: 'This file is too large for a digital ID', body: 'Is it the right file?' }),
  ERR_PFX_NO_KEY: () => ({
    title: 'This file has no digital ID, only a certificate',
    body: 'To sign and decrypt you need the file with the secret part (.pfx or .p12).',
  }),
  ERR_PFX_KEY_MISMATCH: ({ certificates }) =>
    certificates === 0
      ? {
          title: 'This file holds only the secret part of a digital ID',
          body: 'The certificate that belongs to it is missing. Export both together from the original program.',
        }
      : {
          title: "The two halves of this digital ID don't belong together",
          body: 'Export it again from the original program.',
        },
  ERR_KEY_UNSUPPORTED: ({ name }) => ({
    title: "This kind of digital ID ({name}) can't be used in Signet",
    body: 'Ask your issuer for one with RSA or P-256.',
    values: { name },
  }),
};
