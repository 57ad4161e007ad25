import { openMessage } from '../../src/smime';
import type { OpenedMessage } from '../../src/smime';
import { usualOptions } from '../support/identities';
import { describeVectors, vector, vectorFiles, vectors, vectorText } from '../support/vectors';
import { verdictOf } from '../support/verdict';

type Pairs = readonly (readonly [string, string])[];

/** As far as rfc9788/manifest.json is compared here. */
interface Case {
  readonly file: string;
  readonly payload: string;
  readonly kind: 'signed-data' | 'multipart/signed' | 'enveloped-data{signed-data}';
  readonly signingTime: string;
  readonly encryptedTo: readonly string[];
  readonly scheme: 'rfc9788' | 'rfc8551-message/rfc822';
  readonly hp: 'clear' | 'cipher' | null;
  readonly outerHeaders: Pairs;
  readonly protectedHeaders: Pairs;
  readonly headerProtection: Readonly<Record<string, string>>;
  readonly renderSubject: string;
  readonly contentSha256: string;
}

const cases: readonly Case[] = vectors === undefined ? [] : (JSON.parse(vectorText('rfc9788/manifest.json')) as Case[]);

const verdicts: Readonly<Record<Case['kind'], string>> = {
  'signed-data': 'signed-data · valid',
  'multipart/signed': 'signed-data · valid',
  'enveloped-data{signed-data}': 'enveloped-data signed-data · valid · decrypted aes-128-cbc',
};

/** What the messages of appendix C say, as its text shows it; without the copy of the subject in front. */
const firstLines = (subject: string) => ['This is the', subject, 'message.'];

describeVectors('header protection as in RFC 9788', () => {
  test('every file of the collection has its place', () => {
    const inner = cases.filter(({ encryptedTo }) => encryptedTo.length > 0).map(({ file }) => file.replace('.eml', '.inner-signed.p7m'));
    const known = [...cases.flatMap(({ file, payload }) => [file, payload]), ...inner, 'SOURCE.md', 'manifest.json'];
    expect(cases).toHaveLength(10);
    expect(vectorFiles('rfc9788')).toEqual(known.sort());
  });

  describe.each(cases.map((one) => [one.file, one] as const))('%s', (file, expected) => {
    let opened: OpenedMessage;

    beforeAll(async () => {
      opened = await openMessage(vector(`rfc9788/${file}`), await usualOptions());
    });

    test('who, how and what', () => {
      expect(verdictOf(opened)).toBe(verdicts[expected.kind]);
      const { signature } = opened;
      expect(signature).toMatchObject({ signer: { certificate: { emailAddresses: ['alice@smime.example'] } } });
      expect(signature).toMatchObject({ signingTime: utcTime(expected.signingTime) });
    });

    test('the exact content', async () => {
      const payload = vector(`rfc9788/${expected.payload}`);
      expect(await sha256(payload)).toBe(expected.contentSha256);
      // The text of C.2.5 has line feeds alone inside its message/rfc822; the digest we give is of CRLF always.
      const canonical = new TextEncoder().encode(new TextDecoder().decode(payload).replace(/\r?\n/g, '\r\n'));
      expect(canonical.length === payload.length).toBe(!file.startsWith('c-2-5'));
      expect(opened.content?.sha256).toBe(await sha256(canonical));
    });

    test('the state of each header field', () => {
      expect(opened.headerProtection).toMatchObject({
        state: 'protected',
        form: expected.scheme === 'rfc9788' ? 'rfc9788' : 'rfc8551',
        subjectHidden: expected.headerProtection['Subject'] === 'signed-and-encrypted',
        differsOutside: [],
        fields: expected.protectedHeaders.map(([name, value]) => ({
          name: name.toLowerCase(),
          value,
          state: expected.headerProtection[name],
        })),
      });
      expect('hp' in opened.headerProtection ? opened.headerProtection.hp : null).toBe(expected.hp);
    });

    test('the protected headers are shown, and those outside stay known', () => {
      const outside = new Map(expected.outerHeaders);
      expect(opened.headers).toEqual(headersFrom(new Map(expected.protectedHeaders)));
      expect(opened.headers.subject).toBe(expected.renderSubject);
      expect(opened.outerHeaders).toEqual(headersFrom(outside));
    });

    test('the text, without the copy of the subject in it', () => {
      const { text, html } = opened.body;
      expect(text?.split('\n').slice(0, 3)).toEqual(firstLines(expected.renderSubject));
      expect(text).not.toContain('Subject:');
      if (file.includes('-complex-')) {
        expect(html).toMatch(/<body>\s*<p>This is the/);
        expect(html).not.toContain('header-protection-legacy-display');
        expect(opened.attachments.map(({ contentType }) => contentType)).toEqual(['image/png']);
      }
    });
  });

  test('the signed layer alone, without a message around, is judged by what is in it', async () => {
    const opened = await openMessage(vector('rfc9788/c-3-3-smime-signed-enc-hp-shy.inner-signed.p7m'), await usualOptions());
    expect(verdictOf(opened)).toBe('signed-data · valid');
    expect(opened.headers).toMatchObject({ subject: 'smime-signed-enc-hp-shy', from: [{ address: 'alice@smime.example', name: 'Alice' }] });
    expect(opened.headerProtection).toMatchObject({ state: 'protected', subjectHidden: true, differsOutside: [] });
  });

  test.each(cases.filter(({ encryptedTo }) => encryptedTo.length > 0).map(({ file, payload }) => [file, payload] as const))(
    '%s: the signed layer and the payload are the same octets',
    async (file, payload) => {
      const signed = await openMessage(vector(`rfc9788/${file.replace('.eml', '.inner-signed.p7m')}`), await usualOptions());
      expect(signed.content?.sha256).toBe(await sha256(vector(`rfc9788/${payload}`)));
    },
  );

  test.each(cases.map(({ payload }) => payload))('%s as it is, outside a signature and an encryption, protects nothing', async (payload) => {
    const opened = await openMessage(vector(`rfc9788/${payload}`), await usualOptions());
    expect(verdictOf(opened)).toBe('plain');
    expect(opened.headerProtection).toEqual({ state: 'none' });
  });
});

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

function utcTime(text: string): Date {
  return new Date(text.replace(/^(..)(..)(..)(..)(..)(..)Z$/, '20$1-$2-$3T$4:$5:$6Z'));
}

function headersFrom(fields: ReadonlyMap<string, string>): unknown {
  const mailbox = (text = '') => {
    const [, name, address] = /^(.*) <(.*)>$/.exec(text) ?? [];
    return name === undefined || address === undefined ? { address: text } : { address, name };
  };
  return {
    subject: fields.get('Subject'),
    from: [mailbox(fields.get('From'))],
    to: [mailbox(fields.get('To'))],
    cc: [],
    date: new Date(fields.get('Date') ?? ''),
    messageId: fields.get('Message-ID')?.replace(/^<|>$/g, ''),
  };
}
