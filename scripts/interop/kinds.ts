/** Who takes part. The names are those of the files. */
export const people = {
  rsa2048: { name: 'rsa2048', title: 'RSA-2048', key: ['rsa:2048'], usage: 'digitalSignature,keyEncipherment' },
  rsa3072: { name: 'rsa3072', title: 'RSA-3072', key: ['rsa:3072'], usage: 'digitalSignature,keyEncipherment' },
  p256: { name: 'p256', title: 'P-256', key: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], usage: 'digitalSignature,keyAgreement' },
  p384: { name: 'p384', title: 'P-384', key: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], usage: 'digitalSignature,keyAgreement' },
} as const;

export type Person = keyof typeof people;

export interface SigningKind {
  readonly by: Person;
  readonly opaque: boolean;
  readonly digest: 'sha-256' | 'sha-384' | 'sha-512';
}

/** What others write and we only read. */
export type OldCipher = 'des-ede3-cbc' | 'camellia-256-cbc';

export interface EncryptingKind {
  readonly to: readonly Person[];
  readonly cipher: 'aes-128-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-256-gcm' | OldCipher;
}

/** One row of the table. With both, signed and then encrypted. */
export interface Kind {
  readonly sign?: SigningKind;
  readonly encrypt?: EncryptingKind;
}

const everybody: readonly Person[] = ['rsa2048', 'rsa3072', 'p256', 'p384'];
const mixed: readonly Person[] = ['rsa2048', 'p256', 'p384'];

export const kinds: readonly Kind[] = [
  ...everybody.flatMap((by) => [false, true].map((opaque): Kind => ({ sign: { by, opaque, digest: 'sha-256' } }))),
  ...(['rsa2048', 'p256', 'p384'] as const).flatMap((by) =>
    (['sha-384', 'sha-512'] as const).map((digest): Kind => ({ sign: { by, opaque: false, digest } })),
  ),
  ...everybody.flatMap((to) =>
    (['aes-128-cbc', 'aes-256-cbc'] as const).map((cipher): Kind => ({ encrypt: { to: [to], cipher } })),
  ),
  { encrypt: { to: mixed, cipher: 'aes-256-cbc' } },
  // To P-256 also with triple DES around the key (RFC 3217).
  { encrypt: { to: ['rsa2048'], cipher: 'des-ede3-cbc' } },
  { encrypt: { to: ['p256'], cipher: 'des-ede3-cbc' } },
  { encrypt: { to: ['rsa2048'], cipher: 'camellia-256-cbc' } },
  { encrypt: { to: ['rsa2048'], cipher: 'aes-128-gcm' } },
  { encrypt: { to: mixed, cipher: 'aes-256-gcm' } },
  { sign: { by: 'p256', opaque: false, digest: 'sha-256' }, encrypt: { to: ['rsa2048'], cipher: 'aes-256-gcm' } },
  ...(['rsa2048', 'p256'] as const).flatMap((who) =>
    [false, true].map(
      (opaque): Kind => ({
        sign: { by: who, opaque, digest: 'sha-256' },
        encrypt: { to: [who], cipher: 'aes-256-cbc' },
      }),
    ),
  ),
  { sign: { by: 'p384', opaque: false, digest: 'sha-384' }, encrypt: { to: mixed, cipher: 'aes-128-cbc' } },
];

export function isOld(cipher: EncryptingKind['cipher']): cipher is OldCipher {
  return cipher === 'des-ede3-cbc' || cipher === 'camellia-256-cbc';
}

/** Whether it takes AuthEnvelopedData (RFC 5083). */
export function isAuthenticated(encrypt: EncryptingKind | undefined): boolean {
  return encrypt?.cipher.endsWith('-gcm') === true;
}

export function titleOf({ sign, encrypt }: Kind): string {
  const parts: string[] = [];
  if (sign !== undefined) {
    parts.push(`signed ${people[sign.by].title} ${sign.digest} ${sign.opaque ? 'opaque' : 'clear'}`);
  }
  if (encrypt !== undefined) {
    parts.push(`encrypted ${encrypt.to.map((person) => people[person].title).join('+')} ${encrypt.cipher}`);
  }
  return parts.join(', ');
}
