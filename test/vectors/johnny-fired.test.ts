import { openMessage } from '../../src/smime';
import type { OpenOptions } from '../../src/smime';
import { readIdentityCertificate } from '../support/identities';
import { describeVectors, vector, vectorFiles } from '../support/vectors';
import { verdictOf } from '../support/verdict';

interface Expected {
  readonly verdict: string;
  /** Of the signer's certificate; absent: none is named. */
  readonly signer?: 'eve' | 'manager';
}

/**
 * By SOURCE.md: the three that are good, and of each other file that it does not
 * look like a valid signature of the manager over the text shown. The class of
 * the attack stands in the file's name.
 */
const messages: Readonly<Record<string, Expected>> = {
  '01-cms/valid_email_from_manager.eml': { verdict: 'signed-data · valid', signer: 'manager' },
  'assets/valid-signed/eve-smime.eml': { verdict: 'signed-data · valid', signer: 'eve' },
  'assets/valid-signed/manager-smime.eml': { verdict: 'signed-data · valid', signer: 'manager' },
  '01-cms/c1_eContent-confusion/eContent_confusion.eml': { verdict: 'signed-data · broken (ambiguous-structure)' },
  '01-cms/c1_eContent-confusion/eContent_confusion_refinement.eml': { verdict: 'signed-data · broken (ambiguous-structure)' },
  '01-cms/c2_multiple-signerInfos/multiple_signerInfos_append_johnny.eml': { verdict: 'signed-data · broken (digest-mismatch)', signer: 'manager' },
  '01-cms/c2_multiple-signerInfos/multiple_signerInfos_prepend_johnny.eml': { verdict: 'signed-data · broken (digest-mismatch)', signer: 'manager' },
  '01-cms/c3_no-signerInfos/no certificates/no_signerInfos_no_certificates_detached.eml': { verdict: 'signed-data' },
  '01-cms/c3_no-signerInfos/no_signerInfos_detached.eml': { verdict: 'signed-data' },
  '01-cms/crashes/crash_01.eml': { verdict: 'signed-data · broken (malformed)' },
  '03-mime/m1-prepending-text/m1-smime.eml': { verdict: 'signed-data · not-trusted part (covers-part-only)', signer: 'manager' },
  '03-mime/m2-hiding-with-html/m2-smime-mix.eml': { verdict: 'signed-data · not-trusted part (covers-part-only)', signer: 'manager' },
  '03-mime/m3-hiding-in-reference/m3-smime.eml': { verdict: 'plain' },
  '03-mime/m4-hiding-as-attachment/m4-smime.eml': { verdict: 'signed-data · not-trusted part (covers-part-only)', signer: 'manager' },
  '04-id/i1-sender-signer-checks/i1-from-unequals-signer-smime.eml': { verdict: 'signed-data · not-trusted (address-mismatch)', signer: 'eve' },
  // From: is Eve's own address, and it is said to be Eve's signature. The name is `The Manager`, which proves nothing and stands in no headline.
  '04-id/i2-display-name-confusion/i2-from-contains-signer-smime.eml': { verdict: 'signed-data · valid', signer: 'eve' },
  '04-id/i2-display-name-confusion/i2-from-is-empty-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i2-display-name-confusion/i2-from-is-nonexistent-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i2-display-name-confusion/i2-from-is-only-a-name-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i2-display-name-confusion/i2-from-is-sender-signer-a-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous)', signer: 'eve' },
  '04-id/i2-display-name-confusion/i2-from-is-sender-signer-b-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous)', signer: 'eve' },
  '04-id/i2-display-name-confusion/i2-from-is-signer-sender-a-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i2-display-name-confusion/i2-from-is-signer-sender-b-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i3-from-sender-confusion/i3-from-is-sender-sender-signer-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i3-from-sender-confusion/i3-from-is-sender-signer-sender-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i3-from-sender-confusion/i3-from-sender-others-signer-smime.eml': { verdict: 'signed-data · not-trusted (address-mismatch)', signer: 'eve' },
  // From: is Eve, who signed. RFC 8550 section 3 asks for no more; Sender: is written by lists and is nobody's proof.
  '04-id/i3-from-sender-confusion/i3-from-signer-others-sender-smime.eml': { verdict: 'signed-data · valid', signer: 'eve' },
  '04-id/i3-from-sender-confusion/i3-from1-sender-from2-signer-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  '04-id/i3-from-sender-confusion/i3-from1-signer-from2-sender-smime.eml': { verdict: 'signed-data · not-trusted (from-ambiguous address-mismatch)', signer: 'eve' },
  // Draws a sign of a good signature in the text: what is said stands outside the text.
  '05-ui/u1-ui-redressing/u1-generic.eml': { verdict: 'plain' },
};

const others: Readonly<Record<string, string>> = {
  'SOURCE.md': 'origin',
  'assets/certificates/eve@bigcorporation.crt': "Eve's certificate",
  'assets/certificates/intermediate_ca.crt': 'who issued both',
  'assets/certificates/manager@bigcorporation.crt': "the manager's certificate",
};

describeVectors('signature spoofing (Johnny, you are fired!)', () => {
  let options: OpenOptions;

  beforeAll(async () => {
    const certificate = await readIdentityCertificate('johnny-fired/assets/certificates/intermediate_ca.crt');
    options = { unlocked: [], locked: [], trustAnchors: [{ certificate }], at: new Date('2019-04-01T00:00:00Z'), exact: true };
  });

  test('every file of the collection has its place', () => {
    expect([...Object.keys(messages), ...Object.keys(others)].sort()).toEqual([...vectorFiles('johnny-fired')].sort());
  });

  test.each(Object.entries(messages))('%s', async (file, expected) => {
    const opened = await openMessage(vector(`johnny-fired/${file}`), options);
    expect(verdictOf(opened)).toBe(expected.verdict);
    const signer = 'signer' in opened.signature ? opened.signature.signer.certificate.emailAddresses : undefined;
    expect(signer).toEqual(expected.signer === undefined ? undefined : [`${expected.signer}@bigcorporation.de`]);
  });

  test('none but the three good ones counts as signed by the manager', async () => {
    const validFor: string[] = [];
    for (const file of Object.keys(messages)) {
      const { signature } = await openMessage(vector(`johnny-fired/${file}`), options);
      if (signature.state === 'valid' && signature.signer.certificate.emailAddresses.includes('manager@bigcorporation.de')) validFor.push(file);
    }
    expect(validFor).toEqual(['01-cms/valid_email_from_manager.eml', 'assets/valid-signed/manager-smime.eml']);
  });
});
