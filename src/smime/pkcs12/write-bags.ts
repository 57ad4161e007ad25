import { bmpString, explicit, objectIdentifier, octetString, sequence, setOf } from '../asn1/write';
import { fromHex } from '../bytes';
import type { Certificate } from '../certificate/certificate';
import { readCertificateStructure } from '../certificate/structure';
import type { PrivateKey } from '../message/digital-id';
import { distinctNames } from './friendly-names';
import { bagAttribute, bagType, x509Certificate } from './object-identifiers';
import { writePrivateKeyInfo } from './private-key-info';
import type { PfxProtection } from './protection';

/** One digital ID for a file. */
export interface PfxDigitalId {
  readonly privateKey: PrivateKey;
  readonly certificate: Certificate;
  /** Issuers' certificates to go with it. */
  readonly chain: readonly Certificate[];
  /** Shown by programs that import the file. */
  readonly friendlyName?: string;
}

/** SafeContents with each key, encrypted. */
export async function keyBags(digitalIds: readonly PfxDigitalId[], protection: PfxProtection): Promise<Uint8Array> {
  const attributes = ownAttributes(digitalIds);
  const bags = digitalIds.map(async ({ privateKey, certificate }, at) => {
    const { spkiDer } = readCertificateStructure(certificate.der);
    const { algorithm, ciphertext } = await protection.encrypt(writePrivateKeyInfo(privateKey, spkiDer));
    return bag(bagType.shroudedKey, sequence(algorithm, octetString(ciphertext)), attributes[at] ?? []);
  });
  return sequence(...(await Promise.all(bags)));
}

/** SafeContents with each certificate once, the people's own first. */
export function certificateBags(digitalIds: readonly PfxDigitalId[]): Uint8Array {
  const attributes = ownAttributes(digitalIds);
  const own = digitalIds.map(({ certificate }) => certificate);
  const written = new Set(own.map(({ fingerprint }) => fingerprint));
  const issuers = digitalIds
    .flatMap(({ chain }) => chain)
    .filter(({ fingerprint }) => !written.has(fingerprint) && written.add(fingerprint));
  return sequence(
    ...own.map((certificate, at) => certificateBag(certificate, attributes[at] ?? [])),
    ...issuers.map((certificate) => certificateBag(certificate, [])),
  );
}

function certificateBag({ der }: Certificate, attributes: readonly Uint8Array[]): Uint8Array {
  return bag(bagType.certificate, sequence(objectIdentifier(x509Certificate), explicit(0, octetString(der))), attributes);
}

/** For each digital ID those that its key and its certificate both have: the same localKeyId is what joins them for other programs. */
function ownAttributes(digitalIds: readonly PfxDigitalId[]): readonly (readonly Uint8Array[])[] {
  const names = distinctNames(digitalIds.map(({ friendlyName }) => friendlyName));
  return digitalIds.map(({ certificate: { fingerprint } }, at) => {
    const localKeyId = sequence(objectIdentifier(bagAttribute.localKeyId), setOf(octetString(fromHex(fingerprint))));
    const name = names[at];
    if (name === undefined) return [localKeyId];
    return [localKeyId, sequence(objectIdentifier(bagAttribute.friendlyName), setOf(bmpString(name)))];
  });
}

function bag(type: string, value: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array {
  const parts = [objectIdentifier(type), explicit(0, value)];
  return attributes.length === 0 ? sequence(...parts) : sequence(...parts, setOf(...attributes));
}
