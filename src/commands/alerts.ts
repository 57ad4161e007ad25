import type { SendBlock } from '../flows/check-send-policy';

/** What Outlook's Smart Alerts dialog says when a message is held back. */
export interface Alert {
  /** Plain text, at most 500 characters. Says by itself what to do: older Outlooks show no button of ours. */
  readonly text: string;
  /** At most 20 characters. */
  readonly button: string;
  /** Nothing is required: Outlook only asks, where it can; elsewhere the message is held back. */
  readonly mayBeSent?: true;
}

/** Outlook's limits; a longer text is dropped and a general one shown. */
export const alertLimits = { text: 500, button: 20 } as const;

/** The control of manifest.xml that every button opens: the pane for the message being written. */
export const alertCommandId = 'SignetProtect';

const protect = 'Protect with Signet';
const open = 'Open Signet';

/** A record over all reasons, so that a new one without a text does not compile. */
export const alerts: Readonly<Record<SendBlock, Alert>> = {
  signRequired: {
    text: "Your organisation asks you to sign every message, and this one isn't signed. Open Signet, then select Sign & Send there. Nothing was sent.",
    button: protect,
  },
  encryptRequired: {
    text: "Your organisation asks you to encrypt every message, and this one isn't encrypted. Open Signet, then select Encrypt & Send there. Nothing was sent.",
    button: protect,
  },
  bothRequired: {
    text: 'Your organisation asks you to sign and encrypt every message. Open Signet, then select Sign, Encrypt & Send there. Nothing was sent.',
    button: protect,
  },
  ownSign: {
    text: "You chose to sign all messages, and this one isn't signed. Send it from Signet, or turn Sign off for this message there. Nothing was sent.",
    button: protect,
  },
  ownEncrypt: {
    text: "You chose to encrypt all messages, and this one isn't encrypted. Send it from Signet, or turn Encrypt off for this message there. Nothing was sent.",
    button: protect,
  },
  ownBoth: {
    text: "You chose to sign and encrypt all messages, and this one isn't signed or encrypted. Send it from Signet, or turn Sign and Encrypt off for this message there. Nothing was sent.",
    button: protect,
  },
  promisedSign: {
    text: "Sign is on for this message, but Outlook's Send button doesn't sign. Use the send button in Signet, or turn Sign off there first. Nothing was sent.",
    button: open,
  },
  promisedEncrypt: {
    text: "Encrypt is on for this message, but Outlook's Send button would send it readable. Use the send button in Signet, or turn Encrypt off there first. Nothing was sent.",
    button: open,
  },
  promisedBoth: {
    text: "Sign and Encrypt are on for this message, but Outlook's Send button would send it unsigned and readable. Use the send button in Signet, or turn both off there first. Nothing was sent.",
    button: open,
  },
  shared: {
    text: "This message must be signed or encrypted, by your settings or by your choice for it, and Signet can't do that in a shared mailbox yet. Write it in your own mailbox, or change what is asked for in Signet's Settings. A choice for this message alone can be changed after moving it to your own Drafts. Nothing was sent.",
    button: open,
  },
  suggestedEncrypt: {
    text: "Encrypt is on for this message because everyone can read it, but Outlook's Send button would send it readable. To send it encrypted, use the send button in Signet. Nothing was sent.",
    button: open,
    mayBeSent: true,
  },
  settings: {
    text: "Signet couldn't read its settings, so it can't tell what is required. Reopen Outlook and try again. Nothing was sent.",
    button: open,
  },
  unreadable: {
    text: "Signet couldn't read this message, so it can't tell whether it's protected as required. Close it, open it from Drafts and try again. Nothing was sent.",
    button: open,
  },
  failed: {
    text: "Signet couldn't finish its check, so this message was held back. Try again in a moment. If it happens again, reopen Outlook. Nothing was sent.",
    button: open,
  },
};
