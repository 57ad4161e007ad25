/** ux.md S36: files that somebody chose or dropped. */
export const check = {
  title: 'Check another message',
  menu: 'Check another message…',
  how: 'Drag it here from Outlook, or choose a file.',
  choose: 'Choose a file…',
  chooseAnother: 'Choose another file…',
  endings: '.eml .p7m .p7z .p7s .p7b .cer .pem .pfx',
  dropNow: 'Drop to check',
  page: 'From a file: {name}',
  notSelected: "This isn't the message selected in Outlook.",
  checking: 'Checking the file…',
  cancelled: { title: 'Cancelled', body: 'Nothing was found out about this file.' },
  /** Attachments of the message that is shown. */
  separately: 'Open {file} separately',
  unknown: {
    title: "Signet doesn't know this kind of file",
    body:
      'It checks messages (.eml, .p7m, .p7z), signatures (.p7s), certificates (.cer, .crt, .pem, .p7b, .p7c) ' +
      'and digital IDs (.pfx, .p12).',
  },
  outlookMessage: {
    title: 'Outlook for Windows saved this message in its own format (.msg)',
    body: "Signet can't look into such a file. Open the message in Outlook and select Check message there, or save it as .eml.",
  },
} as const;

/** A .p7s alone. */
export const detached = {
  title: 'This is only the signature',
  body: 'Choose the signed file too.',
  choose: 'Choose the signed file…',
  signedFile: 'Signed file: {name}',
  lineEnds: 'It fits the text with line ends as mail has them. The file has other line ends.',
  perhapsAnother: "Or {name} isn't the file that was signed.",
} as const;

export const certificateFile = {
  title: { one: '1 certificate', several: '{n} certificates' },
  add: 'Add to contacts',
  noAddress: 'No email address',
  issuedBy: 'Issued by {issuer}',
  dates: 'In date from {from} to {to}',
  details: 'Technical details',
} as const;
