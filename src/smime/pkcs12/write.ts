import { bmpString, encode, explicit, integer, objectIdentifier, octetString, sequence, setOf } from '../asn1/write';
import { tag } from '../asn1/values';
import { fromHex } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { readCertificateStructure } from '../certificate/structure';
import type { PrivateKey } from '../message/digital-id';
import { writeMacData } from './mac';
import { bagAttribute, bagType, contentType, x509Certificate } from './object-identifiers';
import { encryptWithPassword } from './password-encryption';
import { writePrivateKeyInfo } from './private-key-info';

export interface PfxRequest {
  readonly privateKey: PrivateKey;
  readonly certificate: Certificate;
  /** Issuers' certificates to go with it. */
  readonly chain: readonly Certificate[];
  /** Shown by programs that import the file. */
  readonly friendlyName?: string;
  readonly password: string;
  /** Rounds of each key derivation. The MAC has as many: who guesses passwords takes the cheapest way in. */
  readonly iterations?: number;
}

const defaultIterations = 600_000;

/**
 * Writes a PKCS#12 file (RFC 7292) that OpenSSL, NSS, Java and Windows read:
 * AES-256-CBC and PBKDF2 with HMAC-SHA-256, MAC with SHA-256.
 * @throws SmimeError ERR_KEY_UNSUPPORTED when the key's numbers do not fit
 */
export async function writePfx(request: PfxRequest): Promise<Uint8Array<ArrayBuffer>> {
  const iterations = request.iterations ?? defaultIterations;
  const authenticatedSafe = sequence(
    await encryptedSafe(certificateBags(request), request.password, iterations),
    dataSafe(sequence(await keyBag(request, iterations))),
  );
  const mac = await writeMacData(authenticatedSafe, request.password, iterations);
  return sequence(integer(3), dataSafe(authenticatedSafe), mac);
}

/** ContentInfo with data. */
function dataSafe(content: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(contentType.data), explicit(0, octetString(content)));
}

/** ContentInfo with EncryptedData (RFC 5652 section 8). */
async function encryptedSafe(content: Uint8Array, password: string, iterations: number): Promise<Uint8Array> {
  const { algorithm, ciphertext } = await encryptWithPassword(content, password, iterations);
  const encryptedContent = sequence(objectIdentifier(contentType.data), algorithm, encode(tag.context(0), ciphertext));
  return sequence(objectIdentifier(contentType.encryptedData), explicit(0, sequence(integer(0), encryptedContent)));
}

async function keyBag(request: PfxRequest, iterations: number): Promise<Uint8Array> {
  const { spkiDer } = readCertificateStructure(request.certificate.der);
  const key = writePrivateKeyInfo(request.privateKey, spkiDer);
  const { algorithm, ciphertext } = await encryptWithPassword(key, request.password, iterations);
  return bag(bagType.shroudedKey, sequence(algorithm, octetString(ciphertext)), ownAttributes(request));
}

function certificateBags(request: PfxRequest): Uint8Array {
  const wrap = ({ der }: Certificate): Uint8Array =>
    sequence(objectIdentifier(x509Certificate), explicit(0, octetString(der)));
  return sequence(
    bag(bagType.certificate, wrap(request.certificate), ownAttributes(request)),
    ...request.chain.map((certificate) => bag(bagType.certificate, wrap(certificate), [])),
  );
}

/** The same localKeyId on key and certificate is what joins them for other programs. */
function ownAttributes(request: PfxRequest): readonly Uint8Array[] {
  const localKeyId = octetString(fromHex(request.certificate.fingerprint));
  const attributes = [sequence(objectIdentifier(bagAttribute.localKeyId), setOf(localKeyId))];
  if (request.friendlyName !== undefined) {
    attributes.push(sequence(objectIdentifier(bagAttribute.friendlyName), setOf(bmpString(request.friendlyName))));
  }
  return attributes;
}

function bag(type: string, value: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array {
  const parts = [objectIdentifier(type), explicit(0, value)];
  return attributes.length === 0 ? sequence(...parts) : sequence(...parts, setOf(...attributes));
}
