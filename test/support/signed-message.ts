import { readContentInfo } from '../../src/smime/cms/content-info';
import type { Asn1Node } from '../../src/smime/asn1/read';
import { concat, equal } from '../../src/smime/bytes';
import { entityBody } from '../../src/smime/mime/entity';
import type { MimeEntity } from '../../src/smime/mime/entity';
import { canonicalize } from '../../src/smime/mime/canonicalize';
import { parseMime } from '../../src/smime/mime/parse';
import { decodeBase64, encodeBase64Lines } from '../../src/smime/mime/transfer-encoding';

/** First octet and the one behind the last. */
export type Range = readonly [number, number];

/** A message with a CMS signature taken apart, so that a test can change one thing in it. */
export interface SignedMessage {
  readonly message: Uint8Array;
  readonly cms: Uint8Array;
  /** The message with another CMS in place of its own. */
  withCms(cms: Uint8Array): Uint8Array;
  /** In the message; for opaque signatures absent. */
  readonly entity?: Range;
  /** In `cms`. */
  readonly parts: {
    readonly content?: Range;
    readonly certificate: Range;
    readonly signedAttributes: Range;
    readonly signature: Range;
  };
}

export function takeApart(bytes: Uint8Array): SignedMessage {
  const message = canonicalize(bytes);
  const root = parseMime(message);
  const clear = root.contentType.value === 'multipart/signed';
  const carrier = clear ? root.parts[1] : root;
  if (carrier === undefined) throw new Error('no signature');
  const cms = decodeBase64(entityBody(carrier));
  const signed = root.parts[0];
  return {
    message,
    cms,
    withCms: (other) =>
      concat(message.subarray(0, carrier.bodyStart), encodeBase64Lines(other), message.subarray(carrier.end)),
    ...(clear && signed !== undefined ? { entity: rangeOf(signed) } : {}),
    parts: cmsParts(cms),
  };
}

function rangeOf(entity: MimeEntity): Range {
  return [entity.start, entity.end];
}

function cmsParts(cms: Uint8Array): SignedMessage['parts'] {
  const fields = readContentInfo(cms).content.children;
  const range = (node: Asn1Node | undefined): Range => {
    if (node === undefined) throw new Error('not there');
    const start = node.bytes.byteOffset - cms.byteOffset;
    return [start, start + node.bytes.length];
  };
  const info = fields.at(-1)?.children[0]?.children ?? [];
  const eContent = fields[2]?.children[1];
  return {
    ...(eContent === undefined ? {} : { content: range(eContent.children[0]) }),
    certificate: range(signerCertificate(fields, info[1])),
    signedAttributes: range(info[3]),
    signature: range(info[5]),
  };
}

/** Of several the one with the serial number that the SignerInfo names. */
function signerCertificate(fields: readonly Asn1Node[], signer: Asn1Node | undefined): Asn1Node | undefined {
  const certificates = fields.find((field) => field.tag === 0xa0)?.children ?? [];
  const serial = signer?.children[1]?.bytes;
  if (serial === undefined) return certificates[0];
  return certificates.find((certificate) =>
    equal(certificate.children[0]?.children[1]?.bytes ?? new Uint8Array(), serial),
  );
}

export function flipped(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}
