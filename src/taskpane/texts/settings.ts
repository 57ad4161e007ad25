/** ux.md S60, the part that exists. */
export const settings = {
  title: 'Settings',
  sending: 'Sending',
  signAll: {
    label: 'Add digital signature to outgoing messages',
    hint: 'Signs all messages. You can turn it off for one.',
  },
  encryptAll: {
    label: 'Encrypt contents and attachments for outgoing messages',
    hint: "Encrypts all messages. It holds back messages somebody can't read.",
  },
  locked: 'Unlock your digital IDs to change this.',
  noId: 'These settings need a digital ID.',
  saving: 'Saving…',
  reminder:
    'Outlook asks Signet before it sends. That is a reminder and not a barrier: it runs only where Outlook supports it, not on phones or in other programs.',
  noCheck: "This Outlook doesn't ask Signet before it sends. Send from the Signet pane.",
  failed: "Outlook couldn't save this. It's back to what it was.",
} as const;
