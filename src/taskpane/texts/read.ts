/** Words around a message that is read: ux.md S30 to S35. */
export const read = {
  checking: 'Checking…',
  steps: { reading: 'Getting the message from Outlook…', opening: 'Checking the message…' },
  cancelled: { title: 'Not checked', body: 'You stopped it, so Signet says nothing about this message.', action: 'Check it now' },
  checked: 'Checked. {headline}',
  also: 'Also',
  encryptedOnTheWay: 'Encrypted on the way to you: yes',
  signature: 'Signature',
  encryption: 'Encryption',
  verdict: 'Signature and encryption',
  card: {
    importId: 'Import that digital ID',
  },
  unlock: {
    hint: 'Signet asks for your passphrase only in this pane.',
  },
  needs: 'It needs one of these:',
  needed: 'Number {serial} from {issuer}',
  neededByKey: 'The one with key number {key}',
} as const;

/** The lines above a message: as labels, and in a sentence. */
export const headerNames = {
  subject: { label: 'Subject', within: 'the subject' },
  from: { label: 'From', within: 'the sender' },
  to: { label: 'To', within: 'the recipients' },
  cc: { label: 'Cc', within: 'the copies' },
  date: { label: 'Date', within: 'the date' },
} as const;

export const content = {
  decrypted: 'Decrypted by Signet · shown only here',
  opened: 'Opened by Signet · shown only here',
  outsideEncryption: 'The subject travelled readable.',
  hidden: 'The subject was hidden on the way.',
  outsideSignature: "The signature doesn't cover the subject.",
  tooLong: 'This message is too long to be laid out. Signet shows it as plain text.',
  empty: 'This message has no text.',
  blocked: 'Pictures from the internet stay blocked: they could leak the text.',
  formRemoved: 'A form was removed.',
  attachments: 'Attachments ({n})',
  canHarm: 'Can harm your computer',
  save: 'Save',
  saveNamed: 'Save {name}',
  saved: 'Saved {name}.',
  embedded: 'Message: {subject}',
  embeddedUnnamed: 'Message without a subject',
  open: 'Open',
  openNamed: 'Open {name} separately',
  link: {
    title: 'Open {place}?',
    body: 'This link was in the message. It leads to:',
    stay: 'Stay here',
    open: 'Open link',
    mailTitle: 'Write to {place}?',
    openMail: 'Write a message',
  },
} as const;

export const sender = {
  title: 'Sender',
  add: 'Add {address} to contacts, to send encrypted messages to them.',
  addButton: 'Add to contacts',
  update: "Your contact {address} has another certificate. This message carries one you don't have yet.",
  updateButton: 'Update contact',
  added: '{address} is in your contacts. You can now send encrypted messages to them.',
  addedSignOnly: "{address} is in your contacts. This certificate can't be used to encrypt, so you can't send them encrypted messages yet.",
} as const;

/** S32 and S33. Each answer is icon, word and sentence. */
export const signatureDetails = {
  title: 'Signature details',
  unchanged: {
    question: 'Unchanged?',
    yes: 'Yes, all of it',
    covers: 'The text and attachments, also {headers}.',
    textOnly: "The text and attachments. The signature doesn't cover the subject.",
    part: 'Only part of it',
    partWhy: "The rest isn't covered by the signature.",
    no: 'No',
    noWhy: "What you see isn't what was signed.",
    unsure: 'Not sure',
    unsureWhy: "It couldn't be checked.",
  },
  who: { question: 'Who?', outlook: 'Outlook shows {from}', file: 'The file says {from}', noSender: 'No sender is named to compare with.', same: 'The same', different: 'Not the same', nobody: 'No email address', unknown: 'Not sure' },
  issuer: {
    question: 'Vouched for by',
    trusted: 'Trusted',
    notTrusted: 'Not one you trust',
    unknown: 'Not sure',
    unknownWhy: "Signet didn't get as far as checking this.",
  },
  above: {
    question: 'Lines above the message?',
    yes: 'As they were signed',
    marked: 'A mark was put before the subject, as mailing lists do.',
    changed: 'Changed on the way',
    was: '{name}: {value}',
    gone: "{name}: wasn't there",
    signed: 'This is what was signed:',
  },
  when: {
    question: 'When?',
    source: "The signer's computer gave this time.",
    missing: 'The signature has no time',
    inDate: 'Certificate in date from {from} to {to}',
  },
  also: 'Also found',
  technical: 'Technical details',
  names: {
    subject: 'Certificate for',
    issuer: 'Issued by',
    serial: 'Serial number',
    digest: 'Digest method',
    signature: 'Signature method',
    key: 'Key',
    fingerprint: 'Fingerprint (SHA-256)',
  },
} as const;

export const encryptionDetails = {
  title: 'Encryption details',
  locked: {
    question: 'Locked on the way?',
    yes: 'Yes',
    weak: 'In an old, weak way',
    weakWhy: 'The method ({cipher}) no longer protects well: others may have read it on the way. Tell the sender.',
  },
  changed: {
    question: 'Changed on the way?',
    shown: 'Would have shown',
    shownWhy: 'This method shows every change by itself.',
    notByItself: "This method can't tell by itself",
    signatureDoes: 'The signature inside does.',
    ask: 'A signature inside would, and there is none.',
  },
  opened: { question: 'Opened with', notYet: 'Not opened' },
  others: { question: 'Readable by', one: '1 certificate', several: '{n} certificates', you: 'yours', nobody: 'Nobody is named' },
  subject: {
    question: 'Subject on the way',
    readable: 'Readable',
    readableWhy: 'Anyone on the way could read it.',
    hidden: 'Hidden',
    hiddenWhy: 'Outside, people see "{shown}".',
  },
  technical: 'Technical details',
  method: 'Method',
} as const;

/** A word and a sign for each answer, never the sign alone. */
export const answers = { yes: 'Yes', unsure: 'Not sure', no: 'No' } as const;
