import type { Certificate, PrivateKey, UnlockedDigitalId } from '../../src/smime';
import { isSmimeError } from '../../src/smime';
import { parseCertificate } from '../../src/smime/certificate/parse';
import { unlockDigitalId } from '../../src/smime/message/unlock-digital-id';
import { vector } from './vectors';

/** A list or an octet string of a canonical S-expression, as gpg-agent keeps its keys: `(3:rsa(1:n2:..))`. */
type Expression = Uint8Array | readonly Expression[];

function readExpression(bytes: Uint8Array): Expression {
  let at = 0;
  const next = (): Expression => {
    if (bytes[at] === 0x28) {
      const list: Expression[] = [];
      for (at++; bytes[at] !== 0x29; ) list.push(next());
      at++;
      return list;
    }
    const colon = bytes.indexOf(0x3a, at);
    const length = Number(Buffer.from(bytes.subarray(at, colon)).toString('ascii'));
    if (colon === -1 || !Number.isInteger(length)) throw new Error('no S-expression');
    at = colon + 1 + length;
    return bytes.subarray(colon + 1, at);
  };
  return next();
}

/** The value of `(name value)`, wherever it stands. */
function valueOf(expression: Expression, name: string): Uint8Array | undefined {
  if (expression instanceof Uint8Array) return undefined;
  const [first, second] = expression;
  const isIt = first instanceof Uint8Array && Buffer.from(first).toString('ascii') === name;
  if (isIt && second instanceof Uint8Array) return second;
  return expression.map((inner) => valueOf(inner, name)).find((value) => value !== undefined);
}

/** An RSA key that gpg-agent keeps without a passphrase. */
export function readAgentKey(bytes: Uint8Array): PrivateKey {
  const expression = readExpression(bytes);
  const number = (name: string) => {
    const value = valueOf(expression, name);
    if (value === undefined) throw new Error(`${name} is missing`);
    return new Uint8Array(value[0] === 0 ? value.subarray(1) : value);
  };
  return { algorithm: 'rsa', p: number('p'), q: number('q'), e: number('e') };
}

/** The certificates in a keybox: wherever a SEQUENCE with a length of two octets is one. */
export async function readKeybox(bytes: Uint8Array): Promise<readonly Certificate[]> {
  const found: Certificate[] = [];
  for (let at = bytes.indexOf(0x30); at !== -1; at = bytes.indexOf(0x30, at + 1)) {
    if (bytes[at + 1] !== 0x82) continue;
    const end = at + 4 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    if (end > bytes.length) continue;
    const certificate = await parseCertificate(bytes.slice(at, end)).catch((error: unknown) => {
      if (isSmimeError(error)) return undefined;
      throw error;
    });
    if (certificate !== undefined) found.push(certificate);
  }
  return found;
}

/** test@example.com of the KDE collection, with everybody in its keybox. */
export async function kdeIdentity(): Promise<{ readonly digitalId: UnlockedDigitalId; readonly certificates: readonly Certificate[] }> {
  const certificates = await readKeybox(vector('kde-mimetreeparser/keys/pubring.kbx'));
  const key = readAgentKey(vector('kde-mimetreeparser/keys/1AA8BA52430E51AE249AF0DA97D59F869E4101A8.key'));
  for (const certificate of certificates) {
    const digitalId = await unlockDigitalId(key, { certificate, chain: [] }).catch((error: unknown) => {
      if (isSmimeError(error) && error.code === 'ERR_PFX_KEY_MISMATCH') return undefined;
      throw error;
    });
    if (digitalId !== undefined) return { digitalId, certificates };
  }
  throw new Error('no certificate fits the key');
}
