import type { EncryptionChoice, KeepUnlocked } from '../../flows/set-preferences';

/** ux.md S60, the part that exists. */
export const settings = {
  title: 'Settings',
  groups: { sending: 'Sending', contacts: 'Contacts', lock: 'Lock', organisation: 'Organisation' },
  signAll: {
    label: 'Add digital signature to outgoing messages',
    hint: 'Signs all messages. You can turn it off for one.',
  },
  encryption: {
    label: 'Encrypt contents and attachments for outgoing messages',
    hint: "\"Always\" holds back messages somebody can't read.",
  },
  clearSigned: {
    label: 'Send clear text signed message',
    hint: 'People without S/MIME can read it. Off: safer from changes on the way, but they see only a file.',
  },
  answerEncrypted: {
    label: 'Answer encrypted messages encrypted',
    hint: 'For messages you opened in Signet on this device.',
  },
  hideSubject: {
    label: 'Hide the subject of encrypted messages',
    hint: 'Some programs show "[...]" instead. Answers to messages with a hidden subject hide theirs.',
  },
  addSenders: {
    label: "Add senders' certificates by themselves",
    hint: 'Only from signatures that check out.',
  },
  keepUnlocked: {
    label: 'Keep unlocked',
    hint: 'Counted from your last click or key press in Signet. Open Signet panes share it; closing the last one always locks.',
  },
  changePassphrase: 'Change passphrase',
  on: 'on',
  off: 'off',
  locked: 'Unlock your digital IDs to change these settings. Your passphrase protects them from being changed by anyone else.',
  noId: {
    title: 'These settings need a digital ID',
    body: "Your passphrase protects them from being changed by anyone else, and you choose it with your first digital ID. Until then nothing is signed or encrypted, and reading works as it is.",
  },
  changed: {
    title: "Signet's settings were changed from outside",
    body: 'Until you set them, every message must be signed and encrypted. Look through all of them: changing one keeps the others as shown here.',
  },
  reminder:
    'Outlook runs the send check only if your administrator installed Signet that way; not on phones or in other programs. It is a reminder and not a barrier.',
  noCheck: "This Outlook doesn't ask Signet before it sends. Send from the Signet pane.",
  notSaved: { title: "Outlook couldn't save this", body: "It's back to {old}." },
} as const;

export const encryptionChoices: Readonly<Record<EncryptionChoice, string>> = {
  always: 'Always',
  whenPossible: 'When everyone can read it',
  whenChosen: 'Only when I choose',
};

export const keepUnlockedChoices: Readonly<Record<KeepUnlocked, string>> = {
  quarterHour: '15 minutes',
  hour: '1 hour',
  untilClosed: 'Until this pane closes',
};
