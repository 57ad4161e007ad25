import * as compose from '../../src/taskpane/texts/compose';
import * as digitalIds from '../../src/taskpane/texts/digital-ids';
import { tell } from '../../src/taskpane/texts/errors';
import * as firstRun from '../../src/taskpane/texts/first-run';
import { flowErrors } from '../../src/taskpane/texts/flow-errors';
import * as frame from '../../src/taskpane/texts/frame';
import { mailboxErrors } from '../../src/taskpane/texts/mailbox-errors';
import * as passphrase from '../../src/taskpane/texts/passphrase';
import * as read from '../../src/taskpane/texts/read';
import * as settings from '../../src/taskpane/texts/settings';
import { smimeErrors } from '../../src/taskpane/texts/smime-errors';
import { storeErrors } from '../../src/taskpane/texts/store-errors';
import type { Told } from '../../src/taskpane/texts/told';
import { verdicts } from '../../src/taskpane/texts/verdict';
import { takeApart } from '../../src/taskpane/texts/words';
import { FlowError } from '../../src/flows/errors';
import { MailboxError } from '../../src/mailbox/errors';
import { SmimeError } from '../../src/smime/errors';
import { StoreError } from '../../src/store/errors';

/** Details that fit every code: each text takes what it needs. */
const details = {
  reason: 'cloud',
  limit: 3_000_000,
  header: 'Subject',
  name: 'plan.pdf',
  subject: 'CN=Anna',
  looksLike: 'text',
  iterations: 1,
  size: 1,
  certificates: 1,
  version: 2,
  record: 'signet.store',
  needed: 10,
  free: 5,
  fingerprint: 'ab',
  call: 'item.x',
  officeCode: 9001,
  officeName: 'X',
  milliseconds: 1,
  characters: 1,
  status: 400,
  bytes: 4_000_000,
  address: 'a@b.example',
  notAfter: new Date('2026-01-02'),
  addresses: ['a@b.example', 'c@d.example', 'e@f.example', 'g@h.example'],
  field: 'graphBaseUrl',
};
const policyDetails = { ...details, reason: 'ownSign' };

const errorTexts: readonly (readonly [string, Told])[] = [smimeErrors, storeErrors, mailboxErrors, flowErrors].flatMap((texts) =>
  Object.entries(texts as Record<string, (given: unknown) => Told>).map(
    ([code, text]) => [code, text(code === 'ERR_POLICY' ? policyDetails : details)] as const,
  ),
);

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

const everything = [
  ...leaves([frame, compose, digitalIds, firstRun, passphrase, read, settings, verdicts]),
  ...errorTexts.flatMap(([, { title, body }]) => [title, body]),
];

describe('every text', () => {
  test('has no exclamation mark, no "please", no "are you sure"', () => {
    expect(everything.filter((text) => /!|\bplease\b|are you sure|oops/i.test(text))).toEqual([]);
  });

  test('no button is called Continue, OK, Yes or Submit', () => {
    // Short texts can be buttons; "Yes" is an answer on the details pages, where nothing is pressed.
    expect(everything.filter((text) => /^(continue|ok|submit)\b/i.test(text))).toEqual([]);
    expect(leaves([compose, digitalIds, firstRun, passphrase, settings, frame]).filter((text) => /^(yes|no)$/i.test(text))).toEqual([]);
  });

  test('says our words and no others', () => {
    const never = /\b(PKCS|P12 container|keypair|private key|public key|root|trust anchor|PKI|hash|envelope data|revoked|ERR_)\b/;
    expect(everything.filter((text) => never.test(text))).toEqual([]);
  });

  test('a signature is never called verified, authentic, secure or invalid', () => {
    expect(leaves([read, verdicts]).filter((text) => /\b(verified|authentic|secure|invalid|safe)\b/i.test(text) && !text.includes('no longer safe'))).toEqual([]);
  });
});

describe('errors', () => {
  test.each(errorTexts)('%s says what happened and what to do next', (_code, { title, body, values = {} }) => {
    expect(title).not.toBe('');
    expect(body).toMatch(/\w.*[.?]$/);
    const names = [title, body].flatMap(takeApart).flatMap((piece) => ('name' in piece ? [piece.name] : []));
    for (const name of names) expect(values).toHaveProperty(name);
  });

  test.each([
    [new SmimeError('ERR_PFX_PASSWORD', {}), "That password doesn't open this file"],
    [new StoreError('ERR_PASSPHRASE_WRONG', {}), "That's not the passphrase"],
    [new MailboxError('ERR_OFFICE_TIMEOUT', { call: 'x', milliseconds: 10_000 }), "Outlook isn't answering"],
    [new FlowError('ERR_NO_RECIPIENT', {}), 'Nobody would get this message'],
    [new RangeError('of our own'), 'Signet stopped here'],
    ['thrown', 'Signet stopped here'],
  ])('%s is told by its code', (error, title) => {
    expect(tell(error).title).toBe(title);
  });
});
