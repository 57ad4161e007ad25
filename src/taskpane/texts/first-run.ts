import type { TestStep } from '../../flows/send-test-message';

/** ux.md S01 to S03. */
export const firstRun = {
  step: 'Step {at} of {of}',
  stepNamed: 'Step {at} of {of}: {name}',
  steps: 3,
  yourDigitalId: 'your digital ID',
  skip: 'Skip for now',
  onlyRead: 'I only want to read messages',
  where: 'You get one from your organisation, or from an issuer of certificates for email.',
  offer: { text: 'Signing and encrypting need a digital ID.', button: 'Set up your digital ID' },
} as const;

export const tryIt = {
  title: 'Try it',
  body: 'Send yourself a signed and encrypted message. Nobody else gets it.',
  to: 'To: {address}',
  button: 'Send a test message',
  again: 'Try again',
  done: 'Done',
  locked: 'Unlock your digital IDs first.',
  worked: {
    title: 'It worked: signed, encrypted, and you could open it.',
    body: "It's on its way to {address}. Select it in your inbox, then Check message.",
    untrusted: "Nobody that Signet trusts vouches for your digital ID, so it shows a remark. Others may see the same.",
  },
  notSent: 'Nothing was sent',
  /** What was being done when it failed. */
  failedAt: {
    encrypting: "It couldn't be signed and encrypted.",
    checking: "It was signed and encrypted, but couldn't be opened again.",
    sending: "It was signed, encrypted and opened, but couldn't be sent.",
  },
  steps: { encrypting: 'Signing and encrypting…', checking: 'Opening it again…', sending: 'Sending…' },
  message: {
    subject: 'Test message from Signet',
    text: 'You sent this message to yourself with Signet. It is signed and encrypted. If you can read this, your digital ID works.',
  },
} as const satisfies { readonly steps: Record<TestStep, string>; readonly failedAt: Record<TestStep, string>; readonly [name: string]: unknown };
