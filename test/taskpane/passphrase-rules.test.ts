import { findFault } from '../../src/taskpane/passphrase/rules';

const context = { address: 'anna.berg@contoso.com' };

describe('choosing a passphrase', () => {
  test.each(['short', 'thirteen char', '\u{1F600}'.repeat(13)])('%j is too short', (passphrase) => {
    expect(findFault(passphrase, context)).toBe('tooShort');
  });

  test.each([
    'anna.berg@contoso.com',
    'Anna.Berg@Contoso.com',
    'password1234567',
    'Password2026!!',
    'passwordpassword',
    'P@ssw0rdP@ssw0rd',
    'correct horse battery staple',
    'Correct-Horse-Battery-Staple',
    '12345678901234',
    '98765432109876',
    'aaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    'qwertyuiopasdf',
    'abcdefghijklmn',
    'to be or not to be',
    'iloveyouiloveyou',
  ])('%j is easy to guess', (passphrase) => {
    expect(findFault(passphrase, context)).toBe('easy');
  });

  test('the password of the file travels with the file', () => {
    const filePassword = 'harbour lantern copper seventeen';
    expect(findFault(filePassword, { ...context, filePassword })).toBe('filePassword');
  });

  test.each(['harbour lantern copper seventeen', 'vier unverwandte Wörter hier', 'Tr7$kq!9zLm2#x', '安全な合言葉を四つ選んでくださいね'])(
    '%j will do',
    (passphrase) => expect(findFault(passphrase, { ...context, filePassword: 'signet' })).toBeNull(),
  );

  test('a file without a password does not forbid an empty one twice', () => {
    expect(findFault('', { ...context, filePassword: '' })).toBe('tooShort');
  });
});
