/** Words of the frame around every page, and of what can happen at any time. */
export const frame = {
  product: 'Signet',
  tabs: { message: 'Message', digitalIds: 'Digital IDs', contacts: 'Contacts' },
  tabList: 'Signet pages',
  more: 'More',
  settings: 'Settings',
  back: 'Back',
  tryAgain: 'Try again',
  lock: {
    unlocked: { text: 'Unlocked', name: 'Digital IDs unlocked. Lock now' },
    locked: { text: 'Locked', name: 'Digital IDs locked. Unlock' },
    empty: { text: 'Set up', name: 'No digital ID yet. Set up' },
    unreadable: { text: 'Needs attention', name: "Signet can't read its store" },
  },
  announce: { unlocked: 'Unlocked.', locked: 'Locked.', saved: 'Saved.' },
  starting: 'Starting Signet…',
  messageFrame: 'Message text',
  noItem: 'Open or select a message to see who signed it.',
  tooNarrow: 'Make this pane wider to use Signet.',
  several: 'Select one message at a time.',
  otherItem: 'Signet works with email messages. This is something else.',
} as const;

/** Whatever takes longer than a moment. */
export const progress = { step: '{words}, step {at} of {of}', cancel: 'Cancel' } as const;

export const notices = {
  settingsChanged: {
    title: "Signet's settings were changed from outside",
    body: 'Until you set them again, every message must be signed and encrypted.',
    action: 'Open Settings',
  },
  unreadableRecord: {
    title: "A digital ID can't be read",
    body: "It's damaged, or was saved by a newer Signet. It stays as it is; your other digital IDs work.",
  },
  unsupportedRecord: {
    title: "A digital ID can't be used in this browser",
    body: "This browser doesn't know its kind of key. It stays as it is, and works where such keys are known; your other digital IDs work here.",
  },
  offline: { title: "You're offline", body: 'You can read, check and prepare. Sending needs a connection.' },
  lockingSoon: { title: 'Locking in 1 minute', body: 'Your digital IDs lock after a while without use.', action: 'Keep unlocked' },
  expiry: { title: 'Your digital ID runs out on {date}', body: 'After that it only opens old messages. Ask your issuer for a new one.' },
} as const;

/** A message in another mailbox than the person's own. */
export const sharedItem = {
  read: {
    title: 'This message is in a shared mailbox',
    body: 'Signet works in your own mailbox so far. To check this message, save it as a file and open that file below.',
  },
  compose: {
    title: 'You are writing in a shared mailbox',
    body: "Signet doesn't sign or encrypt there so far, and changes nothing here. To protect a message, write it in your own mailbox.",
  },
} as const;

/** Nothing can be shown at all. */
export const startProblems = {
  noOutlook: {
    title: 'Signet runs inside Outlook',
    body: 'This page was opened on its own. Open Outlook, select a message and choose Signet there.',
  },
  tooOld: {
    title: "This Outlook can't run Signet on this message",
    body: 'Use Outlook on a computer or the web.',
  },
  noAnswer: {
    title: "Outlook isn't answering",
    body: 'Select the message again, or reopen Signet.',
  },
  config: {
    title: "Signet isn't set up correctly here",
    body: "Its configuration can't be read. Reopen Signet. If it happens again, tell the person who installed it.",
  },
  unexpected: {
    title: 'Signet stopped here',
    body: 'Something unforeseen happened while this page was drawn. Nothing was sent or changed. Reopen Signet to go on.',
  },
} as const;

export const unreadableStore = {
  title: "Signet can't read its store",
  newer: 'It was saved by a newer Signet. Reopen Outlook to get the newer one here.',
  damaged: "It's damaged, so nothing is written to it. Import your .pfx file in another mailbox or program to read your messages.",
} as const;
