import { Asn1Error, readAsn1 } from '../asn1/read';
import type { Asn1Node } from '../asn1/read';
import { tag } from '../asn1/values';
import { fromBase64 } from '../bytes';
import { asText, decodeText, readPem } from '../certificate/pem';
import { SmimeError } from '../errors';

/**
 * The PFX structure of a file, or the best guess at what else the person has chosen.
 * @throws SmimeError ERR_PFX_NOT_PFX, ERR_PFX_MALFORMED
 */
export function recognizePfx(bytes: Uint8Array): Asn1Node {
  const der = withoutPadding(bytes[0] === tag.sequence ? bytes : fromArmour(bytes));
  let root: Asn1Node;
  try {
    root = readAsn1(der, { ber: true });
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    if (beginsLikePfx(der)) throw new SmimeError('ERR_PFX_MALFORMED', { reason: cause.message }, { cause });
    throw new SmimeError('ERR_PFX_NOT_PFX', { looksLike: 'unknown' }, { cause });
  }
  if (root.tag === tag.sequence && root.children[0]?.tag === tag.integer && root.children[1]?.tag === tag.sequence) return root;
  throw new SmimeError('ERR_PFX_NOT_PFX', { looksLike: likenessOfDer(root) });
}

/** Line ends and zeros that a download put behind the file; nobody reads them. */
function withoutPadding(der: Uint8Array): Uint8Array {
  const [, first = 0x80] = der;
  const count = first > 0x80 ? first & 0x7f : 0;
  if (first === 0x80 || count > 4) return der;
  const length = count === 0 ? first : der.subarray(2, 2 + count).reduce((sum, octet) => sum * 256 + octet, 0);
  const end = 2 + count + length;
  return der.subarray(end).every((octet) => octet === 0 || octet === 0x0a || octet === 0x0d) ? der.subarray(0, end) : der;
}

/** PEM or bare base64, as some services deliver it. */
function fromArmour(bytes: Uint8Array): Uint8Array {
  const text = decodeText(bytes);
  const blocks = asText(bytes) === undefined ? [] : readPem(text);
  const armoured = blocks.find(({ label }) => label === 'PKCS12' || label === 'PFX')?.bytes;
  const decoded = armoured ?? (blocks.length === 0 ? fromBase64(text) : undefined);
  if (decoded?.[0] === tag.sequence) return decoded;
  throw new SmimeError('ERR_PFX_NOT_PFX', { looksLike: likenessOfText(text, blocks.map(({ label }) => label)) });
}

function likenessOfText(text: string, labels: readonly string[]): 'private-key' | 'certificate' | 'message' | 'text' | 'unknown' {
  if (labels.some((label) => label.endsWith('PRIVATE KEY'))) return 'private-key';
  if (labels.some((label) => label.endsWith('CERTIFICATE'))) return 'certificate';
  if (labels.some((label) => label === 'PKCS7' || label === 'CMS')) return 'message';
  // One way only to read each line end: with `[^\n]*\r?\n` forty lines took longer than anybody waits.
  if (/^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:Content-Type|MIME-Version|From):/i.test(text.slice(0, 20_000))) {
    return 'message';
  }
  // eslint-disable-next-line no-control-regex -- control characters tell text from octets
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? 'unknown' : 'text';
}

function likenessOfDer(root: Asn1Node): 'certificate' | 'message' | 'unknown' {
  const [first, second, third] = root.children;
  if (root.tag !== tag.sequence) return 'unknown';
  if (first?.tag === tag.oid) return 'message';
  return first?.tag === tag.sequence && second?.tag === tag.sequence && third?.tag === tag.bitString ? 'certificate' : 'unknown';
}

/** SEQUENCE, INTEGER 3: cut off or damaged further on. */
function beginsLikePfx(der: Uint8Array): boolean {
  const lengthOctets = (der[1] ?? 0) > 0x80 ? (der[1] ?? 0) & 0x7f : 0;
  const [type, length, version] = der.subarray(2 + lengthOctets);
  return der[0] === tag.sequence && type === tag.integer && length === 1 && version === 3;
}
