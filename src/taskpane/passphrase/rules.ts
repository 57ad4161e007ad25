import type { PassphraseFault } from '../texts/passphrase';

/** Characters as people count them. */
export const leastCharacters = 14;

export interface PassphraseContext {
  /** Of the mailbox: everybody knows it. */
  readonly address: string;
  /** Of the .pfx file just opened: it travels with the file. */
  readonly filePassword?: string;
  /** The one to be replaced. */
  readonly current?: string;
}

/** What is wrong with a passphrase somebody wants to choose; `null` when it will do. */
export function findFault(passphrase: string, { address, filePassword, current }: PassphraseContext): PassphraseFault | null {
  if (passphrase === current) return 'same';
  if (passphrase === filePassword && passphrase !== '') return 'filePassword';
  if (Array.from(passphrase).length < leastCharacters) return 'tooShort';
  return isEasy(passphrase, address) ? 'easy' : null;
}

function isEasy(passphrase: string, address: string): boolean {
  const plain = simplify(passphrase);
  const [localPart = '', domain = ''] = address.split('@').map(simplify);
  const known = [simplify(address), localPart + domain, localPart + localPart];
  return known.includes(plain) || common.has(plain) || isPattern(plain) || isPadded(passphrase);
}

/** Capitals, spaces and the usual disguises add nothing that a guesser would not try. */
function simplify(text: string): string {
  const disguises: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
  const letters = text.normalize('NFKC').toLowerCase().replace(/[\s._\-+]/g, '');
  return /^\d+$/.test(letters) ? letters : letters.replace(/[013457@$!]/g, (sign) => disguises[sign] ?? sign);
}

/** One short piece again and again, or a walk along the keyboard or the alphabet. */
function isPattern(plain: string): boolean {
  if (/^(.{1,6})\1+$/s.test(plain) || new Set(plain).size <= 4) return true;
  return walks.some((walk) => (walk + walk).includes(plain) || Array.from(walk + walk).reverse().join('').includes(plain));
}

/** `password` and the like with a year or a few signs before or after. */
function isPadded(passphrase: string): boolean {
  return words.has(simplify(passphrase.replace(/^[^a-z]+|[^a-z]+$/gi, '')));
}

const walks = [
  'abcdefghijklmnopqrstuvwxyz',
  '1234567890',
  '0123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopqwertyuiop',
  'iqazowsxaedcrfvtgbyhnujm', // 1qaz2wsx3edc… after the disguises
].map(simplify);

const words = new Set(
  'password passwort passwords letmein welcome iloveyou administrator administrat qwerty qwertz signet outlook microsoft monkey dragon sunshine princess football baseball superman batman changeme secret trustno'
    .split(' ')
    .map(simplify),
);

/** Of the lists of commonest passwords and phrases, those that are long enough to pass the first rule. */
const common = new Set(
  [
    'correct horse battery staple',
    'correcthorsebatterystaple',
    'password password',
    'passwordpassword1',
    'password12345678',
    'password123456789',
    'password1234567890',
    'passwordpassword',
    'mypasswordispassword',
    'thisismypassword',
    'this is my password',
    'this is a password',
    'thisisapassword',
    'i forgot my password',
    'iforgotmypassword',
    'let me in please',
    'letmeinletmein',
    'letmeinplease',
    'welcomewelcome',
    'welcometohell',
    'iloveyouiloveyou',
    'iloveyousomuch',
    'i love you so much',
    'iloveyouforever',
    'i love you forever',
    'trustno1trustno1',
    'administrator1',
    'administrator123',
    'adminadminadmin',
    'qwertyuiop1234',
    'qwertyuiop12345',
    'qwerty1234567890',
    'qwertyuiop123456789',
    '1q2w3e4r5t6y7u8i9o0p',
    '1q2w3e4r5t6y7u',
    '1qaz2wsx3edc4rfv',
    '1qaz2wsx3edc4rfv5tgb',
    'zaq12wsxcde34rfv',
    'qazwsxedcrfvtgb',
    'asdfghjklasdfghjkl',
    'abcdefg1234567',
    'abcd1234abcd1234',
    'a1b2c3d4e5f6g7h8',
    '123456789abcdef',
    'q1w2e3r4t5y6u7i8',
    'to be or not to be',
    'to be or not to be that is the question',
    'the quick brown fox',
    'the quick brown fox jumps over the lazy dog',
    'may the force be with you',
    'open sesame open sesame',
    'once upon a time',
    'hello world hello world',
    'happy birthday to you',
    'twinkle twinkle little star',
    'jesus loves me this i know',
    'in god we trust',
    'live long and prosper',
    'winter is coming',
    'nothing is impossible',
    'never gonna give you up',
    'four unrelated words',
    'use 4 words or more',
    'my secret passphrase',
    'outlookoutlook',
    'microsoftoutlook',
    'signetpassphrase',
    'signet passphrase',
    'changemechangeme',
    'change me please',
    'computercomputer',
    'footballfootball',
    'christmas2024 christmas',
  ].map(simplify),
);
