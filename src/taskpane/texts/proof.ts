/**
 * What a certificate proves, and to whom: ux.md S11, S15, S30, S32. A name counts as checked only where the
 * issuer's policy says that it checks names.
 */
export const proofTexts = {
  question: 'What it proves',
  /** As an answer of its own. */
  sentences: {
    trial: 'Trial: proves nothing to others.',
    itself: 'Nothing to others: its owner alone vouches for it. Anyone can make such a certificate with any address.',
    unsaid: "The issuer doesn't say what it checked.",
    mailbox: 'The issuer checked the mailbox only.',
    organization: 'The issuer checked the mailbox and the organisation {organization}.',
    person: 'The issuer checked the mailbox and the name {person}.',
    both: 'The issuer checked the mailbox, the organisation {organization} and the name {person}.',
  },
  /** Behind the word for what it answers. */
  lines: {
    trial: 'Trial: proves nothing to others.',
    itself: 'What it proves: nothing to others, its owner alone vouches for it.',
    unsaid: "What it proves: the issuer doesn't say what it checked.",
    mailbox: 'What it proves: the issuer checked the mailbox only.',
    organization: 'What it proves: the issuer checked the mailbox and the organisation {organization}.',
    person: 'What it proves: the issuer checked the mailbox and the name {person}.',
    both: 'What it proves: the issuer checked the mailbox, the organisation {organization} and the name {person}.',
  },
  /** Behind the issuer's name. */
  checked: {
    trial: 'Trial: proves nothing to others.',
    itself: 'Its owner alone vouches for it.',
    unsaid: "It doesn't say what it checked.",
    mailbox: 'It checked: the mailbox only',
    organization: 'It checked: the mailbox and {organization}',
    person: 'It checked: the mailbox and {person}',
    both: 'It checked: the mailbox, {person} and {organization}',
  },
  /** Below a good verdict. */
  names: {
    organization: '{organization} (checked by {issuer})',
    person: '{person} (checked by {issuer})',
    both: '{person}, {organization} (checked by {issuer})',
  },
} as const;

export type ProofWords = keyof (typeof proofTexts)['sentences'];
