import type { RecipientState } from '../../flows/check-readiness';
import type { SendStep } from '../../flows/sign-and-send';

/** ux.md S20 to S23. */
export const compose = {
  title: 'Protect this message',
  sign: {
    label: 'Sign',
    as: 'as {address}',
    hint: "People see it's from you and wasn't changed.",
  },
  encrypt: {
    label: 'Encrypt',
    hint: 'Only you and the people below can read it.',
    subject: 'The subject stays readable by anyone.',
    subjectWhy: 'Mail systems need the subject. Keep secrets out of it, or hide it: Settings, Sending.',
    subjectHidden: 'Subject hidden. Outside, people see [...] instead.',
    subjectHiddenWhy: 'Some programs show "[...]" too, also to the people below.',
    subjectMore: 'About the subject',
  },
  why: {
    chosen: 'On: you chose it',
    signAll: 'On: you chose to sign all messages',
    encryptAll: 'On: you chose to encrypt all messages',
    changed: "On: Signet's settings were changed from outside",
    everyone: 'On because everyone can read it',
    answers: "On because the message you're answering was encrypted",
    off: 'Off',
    declined: 'Off: you chose it',
    cannotRead: "Off: {address} can't read it",
    bcc: 'Off: everyone could find out who got a Bcc',
  },
  recipients: {
    title: 'Recipients',
    ready: '{ready} of {all} ready',
    none: 'No recipients yet.',
    bcc: 'Bcc',
    more: 'Why',
    checking: 'Checking…',
  },
  size: { title: 'Size', of: '{size} of {limit} MB' },
  draft: 'While you write, Outlook saves this message unencrypted in Drafts.',
  noSendCheck: "This Outlook can't hold back its own Send button. With Encrypt on, send from here.",
  promiseFailed: "It isn't on: Outlook couldn't keep it with the message.",
  stillOn: "It's still on: Outlook couldn't keep the change with the message.",
  announce: {
    signOn: 'Sign on.',
    signOff: 'Sign off.',
    encryptOn: 'Encrypt on.',
    encryptOnAll: 'Encrypt on. Everyone can read this message.',
    encryptOff: 'Encrypt off.',
    encryptOffBy: "Encrypt off. {address} can't read it.",
    ready: '{ready} of {all} recipients ready.',
  },
  off: {
    title: 'Send this reply unencrypted?',
    body: "The message you're answering was encrypted. Your reply may contain its text. Anyone on the way could read it.",
    keep: 'Keep encryption',
    turnOff: 'Turn encryption off',
  },
  clear: {
    title: 'Send without encryption?',
    body: 'Encrypt was on because everyone could read it. Now {people} would get it readable, and so would anyone on the way.',
    keep: 'Keep encryption',
    turnOff: 'Sign & send unencrypted',
  },
} as const;

export const recipientTexts: Readonly<Record<RecipientState, { readonly chip: string; readonly sentence: string }>> = {
  ready: { chip: 'Ready', sentence: 'Certificate until {date}, issued by {issuer}.' },
  self: { chip: 'You', sentence: 'You can always read what you send.' },
  none: {
    chip: 'No certificate',
    sentence: 'Signet has no certificate for this address. Open a signed message from them and select Add to contacts.',
  },
  unreadable: {
    chip: "Can't be read",
    sentence: 'What Signet keeps for this address is damaged, or from a newer Signet. Remove it under Contacts, then open a signed message from them.',
  },
  expired: { chip: 'Ran out', sentence: 'Their certificate ran out on {date}. Ask them for a new signed message.' },
  notYet: { chip: 'Starts {date}', sentence: "Their certificate isn't in date yet." },
  signOnly: { chip: 'For signing only', sentence: "This certificate can't be used to encrypt." },
  otherAddress: { chip: 'Other address', sentence: 'The certificate is for {certAddress}.' },
  weak: { chip: 'Too weak', sentence: 'Their certificate is too weak to protect anything.' },
  untrusted: {
    chip: 'Issuer not trusted',
    sentence: 'Nobody you trust vouches for this certificate. Compare it with the person before you use it.',
  },
  notTheirs: {
    chip: 'Not theirs',
    sentence: "You compared this certificate and it didn't match. Ask them for a signed message.",
  },
  unresolved: {
    chip: 'Not one person',
    sentence: `Outlook hasn't recognised "{name}". Pick the person from the list, or type the full address.`,
  },
  list: { chip: 'Not one person', sentence: `Signet can't see who is in "{name}". Replace it by its members.` },
};

/** The rows of S20's table: what the one button says, and the line above it. */
export const sendTexts = {
  sign: { button: 'Sign & Send', line: 'Anyone on the way can read this message.' },
  encrypt: { button: 'Encrypt & Send', line: "Not signed: nobody can be sure it's from you." },
  both: { button: 'Sign, Encrypt & Send', line: 'Only you and {people} can read it.' },
  none: { button: '', line: "This message isn't protected. Use Outlook's Send button, or turn on Sign or Encrypt." },
  locked: { button: '', line: 'Type your passphrase to use your digital ID.' },
  noId: { button: 'Set up your digital ID', line: 'Signing needs a digital ID.' },
  noIdEncrypt: { button: 'Set up your digital ID', line: 'Encrypting needs a digital ID, so that you can read what you sent.' },
  noIdForFrom: { button: '', line: 'None of your digital IDs is for {address}.', action: 'Import one' },
  idExpired: { button: 'Import your new digital ID', line: "Yours ran out on {date}. Messages can't be signed with it." },
  fix: { button: 'Fix {recipients} to send', line: 'Not everyone can read an encrypted message.' },
  noRecipient: { button: '', line: 'Add a recipient in Outlook first.' },
  unresolved: { button: '', line: `Outlook hasn't recognised "{name}". Pick the person from the list, or type the full address.` },
  list: { button: 'Fix {recipients} to send', line: `Signet can't see who is in "{name}". Replace it by its members.` },
  bcc: {
    button: '',
    line: 'Everyone could find out who got a Bcc. Remove the Bcc recipients, or turn Encrypt off.',
  },
  tooLarge: { button: '', line: 'Too large to send as S/MIME from here: {size} of {limit} MB. Remove attachments to send it.' },
  attachment: { button: '', line: `Outlook can't hand over "{name}". Attach a copy of the file instead.` },
  offline: { button: '', line: 'Sending needs a connection.' },
  checking: { button: '', line: 'Checking…' },
  unreadableStore: { button: '', line: "Signet can't read its store, so it can't sign or encrypt." },
} as const;

export type SendSituation = keyof typeof sendTexts;

export const steps: Readonly<Record<SendStep | 'unlocking', string>> = {
  unlocking: 'Unlocking…',
  reading: 'Reading your message…',
  signing: 'Signing…',
  encrypting: 'Encrypting…',
  checking: 'Checking our work…',
  sending: 'Sending…',
};

export const bothAtOnce = 'Signing and encrypting…';
export const cancelled = 'Cancelled. Nothing was sent.';

/** S22. */
export const cannotRead = {
  some: "{n} of {all} people can't read an encrypted message",
  nobody: 'Nobody can read an encrypted message yet',
  how: 'To get a certificate, open a signed message from the person and select Add to contacts. Or remove the person from the message in Outlook.',
  back: 'Back to my message',
} as const;

/** S23. */
export const results = {
  both: { title: 'Sent: signed and encrypted', body: 'To {people}. Only they and you can read it.' },
  sign: { title: 'Sent: signed', body: 'To {people}. Anyone on the way could read it.' },
  encrypt: { title: 'Sent: encrypted, not signed', body: 'To {people}. Only they and you can read it.' },
  draftLeft: {
    title: 'Sent. One step left',
    body: "Outlook still keeps the unencrypted draft. Don't send it again; what you typed after sending is only there.",
    bodySigned: "Outlook still keeps the draft. Don't send it again; what you typed after sending is only there.",
    action: 'Delete the draft',
    failed: "Outlook didn't delete the draft. Close the message and delete it from Drafts.",
    deleted: 'The draft is deleted.',
  },
  unknown: {
    title: "We don't know whether this was sent",
    body: 'The connection broke while sending. Look in Sent Items before you try again.',
    found: 'I found it',
    notThere: "It isn't there",
  },
  failed: { title: 'Nothing was sent', unchanged: 'Your message is unchanged.', back: 'Back to my message' },
} as const;
