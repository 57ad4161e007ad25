/** ux.md S02 and S16, and the password of a file. */
export const passphrase = {
  unlockTitle: 'Unlock your digital IDs',
  unlock: 'Unlock',
  unlocking: 'Unlocking…',
  label: 'Passphrase',
  frame: 'Passphrase field',
  passwordFrame: 'Password field',
  show: 'Show what you type',
  hide: 'Hide what you type',
  empty: 'Type your passphrase to use your digital ID.',
  wrong: "That's not the passphrase. Capitals count.",
  choose: {
    title: 'Choose a passphrase',
    body: 'It protects your digital IDs. They are stored, encrypted, in your mailbox, so they follow you to other devices.',
    hint: 'Use 4 words or more, at least 14 characters.',
    again: 'Type it again',
    more: 'Why a long one?',
    why: "Anyone who can get into your mailbox can copy the encrypted store and guess at home. A long passphrase is what stops them. Signet can't reset it.",
    empty: 'Type the passphrase you want.',
    mismatch: "The two don't match.",
    sealing: 'Protecting your digital ID…',
  },
  change: {
    title: 'Change passphrase',
    current: 'Current passphrase',
    currentFrame: 'Current passphrase field',
    currentEmpty: 'Type the passphrase you have now.',
    next: 'New passphrase',
    nextFrame: 'New passphrase field',
    why: 'Whoever copied your mailbox before can still open that copy with the old passphrase.',
    button: 'Change passphrase',
    busy: 'Changing…',
    done: 'Passphrase changed. Other devices ask for the new one after Outlook is reopened.',
    doneTitle: 'Passphrase changed',
    doneBody: 'Other devices ask for the new one after Outlook is reopened.',
    back: 'Back to Settings',
  },
} as const;

export type PassphraseFault = 'tooShort' | 'easy' | 'filePassword' | 'same';

export const passphraseFaults: Readonly<Record<PassphraseFault, string>> = {
  tooShort: 'Make it longer: 14 characters or more.',
  easy: 'This is easy to guess. Try 4 unrelated words.',
  same: 'This is the passphrase you have now. Choose another one.',
  filePassword: 'This is the password of the file. Choose another one for Signet.',
};
