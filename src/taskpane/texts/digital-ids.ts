/** ux.md S01, S10, S12, S14. */
export const digitalIds = {
  title: 'Digital IDs',
  importButton: 'Import a digital ID',
  room: 'Room in your mailbox',
  roomOf: '{used} of {all} KB',
  states: {
    both: 'Signs · Encrypts · until {date}',
    signs: 'Signs · until {date}',
    encrypts: 'Encrypts · until {date}',
    neither: 'Opens old messages only · until {date}',
    soon: 'Runs out in {days}',
    expired: 'Ran out. Opens old messages only',
    notYet: 'Starts {date}',
  },
  issuedBy: 'Issued by {issuer}',
  details: 'Technical details',
  noAddress: 'No email address',
  actions: 'Actions for {name}',
  backUp: 'Back up',
  remove: 'Delete…',
  first: {
    title: 'Sign and encrypt your email',
    signed: { term: 'Signed:', text: "people see it's from you and wasn't changed." },
    encrypted: { term: 'Encrypted:', text: 'only the people you write to can read it.' },
    what: 'A digital ID proves who you are in email.',
    empty: 'No digital IDs yet.',
    from: 'from a .pfx or .p12 file',
    withoutOne: 'You can read and check signed messages without one.',
  },
} as const;

export const importing = {
  title: 'Import a digital ID',
  choose: 'Choose a .pfx or .p12 file…',
  drop: 'or drop it here',
  dropNow: 'Drop to open it',
  change: 'Change',
  changeNamed: 'Change the file',
  password: 'Password of this file',
  passwordHint: 'The one chosen when the file was made. Not your Signet passphrase.',
  open: 'Open file',
  opening: 'Opening…',
  openingFile: 'Opening the file…',
  found: "What's in this file",
  yourAddress: 'your address',
  otherAddress: 'not your address',
  issuedBy: 'issued by {issuer}',
  goodUntil: 'Good until {date}',
  chain: { one: '1 certificate of the issuer comes along', several: '{n} certificates of the issuer come along' },
  which: 'This file holds {n} digital IDs. Choose which to import.',
  name: 'Digital ID name',
  defaultName: 'My digital ID',
  import: 'Import',
  importOld: 'Import to open old messages',
  importAnyway: 'Import anyway',
  importing: 'Importing…',
  cancel: 'Cancel',
  done: {
    title: 'Your digital ID for {address} is ready',
    titleUnnamed: 'Your digital ID is ready',
    body: 'It can sign your messages. Others can encrypt to you once they have a signed message from you.',
    signs: "It can sign your messages. It can't be used to encrypt.",
    old: 'It opens old messages that were encrypted to it.',
    file: 'Delete the file, or keep it somewhere safe: it opens with its password alone.',
    button: 'Done',
  },
} as const;

/** What is worth knowing before importing; the digital ID can be imported all the same. */
export const importRemarks = {
  withoutPassword: { title: 'This file has no password', body: 'Anyone who gets it can use your digital ID.' },
  unusedKey: {
    title: "Signet can't use another digital ID in this file ({names})",
    body: "It's of a kind that Signet doesn't know. What you see below can be imported.",
  },
  unusedKeys: {
    title: "Signet can't use {n} more digital IDs in this file ({names})",
    body: "They're of kinds that Signet doesn't know. What you see below can be imported.",
  },
  unreadParts: {
    title: "Signet can't read a part of this file ({names})",
    body: "It's protected in a way that Signet doesn't know. If something is missing below, export the file again, choosing AES-256 or TripleDES.",
  },
  expired: { title: 'This digital ID ran out on {date}', body: 'It can still open old messages.' },
  notYet: { title: 'This digital ID starts on {date}', body: 'Signet will use it from then.' },
  otherAddress: {
    title: 'This digital ID is for {address}, not for {mailbox}',
    body: 'It can open messages, and sign only when you send from {address}.',
  },
  noAddress: { title: 'This digital ID names no email address', body: 'Others may not accept your signatures.' },
  weakKey: { title: 'This digital ID is too weak to sign with', body: 'You can still import it to open old messages.' },
  rarelyRead: {
    title: 'Few programs can check what this digital ID signs',
    body: 'Its key ({key}) is of a new kind. Where you have another digital ID for this address, Signet signs with that one.',
  },
  already: { title: 'You already have this digital ID', body: 'There is nothing to import. You find it under Digital IDs.' },
} as const;

export const backup = {
  title: 'Back up digital IDs',
  body: 'The file holds your digital ID with its secret part, protected by the password you choose now.',
  bodySeveral: 'The file holds the digital IDs you choose with their secret parts, protected by the password you choose now.',
  which: 'Digital IDs in the file',
  noneChosen: 'Choose at least one digital ID.',
  madeFor: 'Made for',
  forms: { modern: "Today's software", compatible: 'Older systems (weaker protection)' },
  formHint: 'Choose older systems only when a program refuses the file or says that its password is wrong: the password is then easier to guess.',
  password: 'Password of the file',
  again: 'Type it again',
  hint: '14 characters or more. Not your Signet passphrase: a backup gets copied around.',
  hintOlder: '14 characters or more. Some older programs take at most 31, and no accents. Not your Signet passphrase: a backup gets copied around.',
  empty: 'Type a password for the file.',
  save: 'Save as file',
  saving: 'Making the file…',
  severalFile: 'signet-backup.pfx',
  done: {
    title: 'Backup made',
    body: "Signet can't see where {file} went. Prove that it opens before you rely on it.",
    prove: 'Prove it opens',
    button: 'Done',
  },
} as const;

/** The backup is tried before anybody needs it. */
export const backupProof = {
  title: 'Prove it opens',
  body: 'Choose the file you just saved, {file}.',
  choose: 'Choose file…',
  chooseAnother: 'Choose another file…',
  dropNow: 'Drop to try it',
  open: 'Open file',
  opening: 'Opening the file…',
  anotherFile: { title: "That's not the file you just made", body: 'Look for {file} where your browser keeps downloads.' },
  wrongPassword: "That password doesn't open it. Try again, or make the backup again.",
  opens: { title: 'It opens and holds the same digital ID', body: 'Keep {file} somewhere safe: it opens with its password alone.' },
  opensSeveral: { title: 'It opens and holds the same digital IDs', body: 'Keep {file} somewhere safe: it opens with its password alone.' },
  button: 'Done',
} as const;

export const removal = {
  title: 'Delete "{name}" from Signet?',
  body: 'Messages encrypted to it stay unreadable until you import its .pfx file again.',
  tick: "I know old messages can't be opened again without a backup.",
  keep: 'Keep it',
  remove: 'Delete',
  done: 'Deleted.',
} as const;
