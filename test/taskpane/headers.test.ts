import type { HeaderFieldReport, HeaderProtection, OpenedMessage, SignatureReport } from '../../src/smime/index';
import { changedOutside, isOnlyMarked, protectedHeaders } from '../../src/taskpane/verdict/headers';
import { findingsOf } from '../../src/taskpane/verdict/findings';

type Judged = Parameters<typeof findingsOf>[0];

const field = (name: string, value: string, state: HeaderFieldReport['state'] = 'signed-only') => ({ name, value, state });
const valid = { state: 'valid', remarks: [] } as unknown as SignatureReport;

function message(protection: Partial<Extract<HeaderProtection, { state: 'protected' }>>, outerSubject: string, parts: Partial<Judged> = {}): Judged {
  const outerHeaders: OpenedMessage['outerHeaders'] = { subject: outerSubject, from: [], to: [], cc: [] };
  const headerProtection = {
    state: 'protected',
    form: 'rfc9788',
    fields: [field('Subject', 'Offer 2027'), field('From', 'Anna <anna@contoso.com>')],
    subjectHidden: false,
    differsOutside: ['subject'],
    ...protection,
  } as const;
  return {
    layers: ['signed-data'],
    encryption: { state: 'not-encrypted' },
    signature: valid,
    certificates: [],
    headers: outerHeaders,
    outerHeaders,
    headerProtection,
    ...parts,
  };
}

describe('a mark before the subject is no alarm', () => {
  test.each([
    '[sales] Offer 2027',
    '[sales] Re: Offer 2027',
    'AW: Offer 2027',
    'EXTERNAL: Offer 2027',
    '(ext) [list-name] Offer 2027 ',
    '<announce> Offer\u200b 2027',
  ])('%j', (shown) => {
    const opened = message({}, shown);
    expect(changedOutside(opened)).toEqual([]);
    expect(isOnlyMarked(opened)).toBe(true);
    expect(findingsOf(opened, true)).toEqual(['valid']);
  });

  test.each(['[list] [...]', 'Re: ...'])('before what stands for a hidden one: %j', (shown) => {
    expect(changedOutside(message({ subjectHidden: true }, shown))).toEqual([]);
  });
});

describe('anything else is', () => {
  test.each([
    'Offer 2026',
    'Offer 2027 withdrawn',
    'Do not read: Offer 2027',
    'Pay today, see Offer 2027',
    `[${'pay now '.repeat(10)}] Offer 2027`,
    '',
  ])('%j', (shown) => {
    const opened = message({}, shown);
    expect(changedOutside(opened)).toEqual(['subject']);
    expect(findingsOf(opened, true)).toEqual(['valid', 'subject-changed']);
  });

  test('the subject that was hidden, shown by somebody else', () => {
    expect(changedOutside(message({ subjectHidden: true }, 'Pay today'))).toEqual(['subject']);
  });

  test('one where the sender protected that there is none', () => {
    expect(changedOutside(message({ fields: [field('From', 'anna@contoso.com')] }, 'Pay today'))).toEqual(['subject']);
  });
});

test('of what differs only what people look at is told, in the order of the screen', () => {
  const opened = message({ differsOutside: ['user-agent', 'Date', 'to', 'from', 'subject'] }, 'Pay today');
  expect(changedOutside(opened)).toEqual(['subject', 'from', 'to', 'date']);
  expect(findingsOf(opened, true)).toEqual(['valid', 'subject-changed', 'headers-changed']);
});

test.each<[string, string, readonly string[]]>([
  ['2026-11-12T10:02:00Z', '2026-11-12T10:02:41Z', []],
  ['2026-11-12T10:02:00Z', '2026-11-12T09:15:00Z', []],
  ['2026-11-12T10:02:00Z', '2026-11-12T11:03:00Z', ['date']],
  ['2026-11-12T10:02:00Z', '2026-11-19T10:02:00Z', ['date']],
])('signed %s, shown %s: a server may write when it took the message, and no more', (own, shown, told) => {
  const opened = message({ differsOutside: ['date'] }, 'Offer 2027');
  const dated = { ...opened, headers: { ...opened.headers, date: new Date(own) }, outerHeaders: { ...opened.outerHeaders, date: new Date(shown) } };
  expect(changedOutside(dated)).toEqual(told);
});

test('another sender is told by the signature, once', () => {
  const problems = ['from-ambiguous'] as const;
  const signature = { state: 'not-trusted', signer: { certificate: {} }, problems } as unknown as SignatureReport;
  expect(findingsOf(message({ differsOutside: ['from'] }, 'Offer 2027', { signature }), true)).toEqual(['from-ambiguous']);
  const unsigned = { signature: { state: 'not-signed' } } as const;
  expect(findingsOf(message({ differsOutside: ['from'] }, 'Offer 2027', unsigned), true)).toContain('headers-changed');
});

test('what is not protected is not listed as protected, and of two fields the first counts', () => {
  const fields = [field('Subject', 'a\u202Eb'), field('Subject', 'second'), field('Cc', 'eve@x.example', 'unprotected'), field('X-Other', 'x')];
  expect(protectedHeaders(message({ fields }, ''))).toEqual([{ name: 'subject', value: 'ab', state: 'signed-only' }]);
  expect(protectedHeaders({ headerProtection: { state: 'none' } })).toEqual([]);
});
