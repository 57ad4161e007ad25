import { asCms, contentOctets, contentTypes, layerName, readContentInfo } from '../cms/content-info';
import { readCompressedData, zlib } from '../cms/compressed-data';
import type { ContentInfo } from '../cms/content-info';
import { readEnvelopedData } from '../cms/enveloped-data';
import { readSignedData } from '../cms/signed-data';
import { isSmimeError } from '../errors';
import type { MimeEntity } from '../mime/entity';
import { entityBody, fileName } from '../mime/entity';
import { allFields } from '../mime/headers';
import { parseParameterized } from '../mime/content-type';
import { looksLikeMime } from '../mime/looks-like-mime';
import { readMultipartSigned } from '../mime/multipart-signed';
import type { MultipartSigned } from '../mime/multipart-signed';
import { parseMime } from '../mime/parse';
import { isSignaturePart, smimeForm } from '../mime/smime-type';
import { decodeTransfer } from '../mime/transfer-encoding';
import { decrypt } from './decrypt';
import type { Innermost, Opening, Place } from './opening';
import { verifySignedData } from './verify';

/** More layers than anybody needs (signed, encrypted, signed) with room for gateways. */
const maxLayers = 8;

/** Takes the layers off an entity that stands where a whole message stands. */
export async function openEntity(
  opening: Opening,
  entity: MimeEntity,
  place: Place,
): Promise<Innermost | undefined> {
  await opening.options.pause?.();
  if (place.depth === opening.options.layers) return { entity };
  if (place.depth > maxLayers || isContradictory(entity)) {
    opening.addSignature({ state: 'broken', problems: ['ambiguous-structure'] });
    return { entity };
  }
  if (entity.contentType.value === 'multipart/signed') return openClearSigned(opening, entity, place);
  if (smimeForm(entity) !== 'cms') return { entity };
  const hint =
    entity.contentType.parameters.get('smime-type')?.toLowerCase() ?? fileName(entity).toLowerCase();
  const cms = orMalformed(() => decodeTransfer(entityBody(entity), entity.transferEncoding));
  if (cms !== undefined) return openCms(opening, cms, { hint, place, entity });
  reportMalformed(opening, hint);
  return undefined;
}

/**
 * S/MIME by a header section that can be read in two ways: a program that reads
 * it the other way shows other parts than those the signature covers.
 */
function isContradictory(entity: MimeEntity): boolean {
  if (!entity.ambiguous) return false;
  const types = allFields(entity.headers, 'content-type').map(parseParameterized);
  return types.some(
    (contentType) =>
      (types.length > 1 && contentType.value === 'multipart/signed') ||
      smimeForm({ contentType, disposition: entity.disposition }) !== 'none',
  );
}

async function openClearSigned(
  opening: Opening,
  entity: MimeEntity,
  place: Place,
): Promise<Innermost | undefined> {
  if (smimeForm(entity) === 'none') {
    // Another kind of signature (OpenPGP), unless the part is ours and the label lies.
    if (!entity.parts.some(isSignaturePart)) return { entity };
    opening.addSignature({ state: 'broken', problems: ['ambiguous-structure'] });
    return { entity };
  }
  opening.layers.push(contentTypes.signedData);
  const parts = orMalformed(() => readMultipartSigned(entity));
  if (parts === undefined) {
    opening.addSignature({ state: 'broken', problems: ['malformed'] });
    return { entity };
  }
  await verifyClear(
    opening,
    parts,
    'whole',
    opening.options.exact || place.decrypted || place.compressed || place.signatures > 0,
  );
  return openEntity(opening, parseMime(parts.signedBytes), {
    ...place,
    depth: place.depth + 1,
    signatures: place.signatures + 1,
    inAuthorsOwn: false,
  });
}

/** Verifies a detached signature over the first part and keeps the report. */
export async function verifyClear(
  opening: Opening,
  parts: MultipartSigned,
  covers: 'whole' | 'part',
  exact: boolean,
): Promise<void> {
  const signedData = orMalformed(() => {
    const { type, content } = readContentInfo(parts.signature);
    return type === contentTypes.signedData ? readSignedData(content) : undefined;
  });
  if (signedData === undefined) {
    opening.addSignature({ state: 'broken', problems: ['malformed'] });
    return;
  }
  await opening.addCertificates(signedData);
  await opening.options.pause?.();
  opening.addSignature(
    await verifySignedData(signedData, parts.signedBytes, opening.verifyContext(covers, exact)),
  );
}

interface CmsPosition {
  /** What the headers claim to be inside; only used when the octets cannot be read. */
  readonly hint: string;
  readonly place: Place;
  /** The entity that carries the CMS; absent for CMS alone. */
  readonly entity?: MimeEntity;
}

/** Takes one CMS layer off; its own content type counts, not what the headers claim. */
export async function openCms(
  opening: Opening,
  cms: Uint8Array,
  position: CmsPosition,
): Promise<Innermost | undefined> {
  await opening.options.pause?.();
  const info = orMalformed(() => readContentInfo(cms));
  if (info === undefined) {
    reportMalformed(opening, position.hint);
    return undefined;
  }
  switch (info.type) {
    case contentTypes.signedData:
      return openSignedData(opening, info, position);
    case contentTypes.envelopedData:
    case contentTypes.authEnvelopedData:
      return openEnvelopedData(opening, info, position);
    case contentTypes.compressedData:
      return openCompressedData(opening, info, position);
    case contentTypes.data:
      return openData(opening, info, position);
    case contentTypes.digestedData:
    case contentTypes.authenticatedData:
      // Neither signed nor encrypted, whatever the headers say.
      opening.layers.push(info.type);
      return undefined;
    default:
      // Encrypted with a shared key, or a kind nobody knows: there may be content, and we cannot see it.
      opening.layers.push(info.type);
      opening.failEncryption('algorithm-unsupported', layerName(info.type));
      return undefined;
  }
}

/** Content that nothing protects (RFC 5652 section 4). */
async function openData(opening: Opening, info: ContentInfo, { hint, place }: CmsPosition): Promise<Innermost | undefined> {
  opening.layers.push(info.type);
  const content = orMalformed(() => asCms(() => contentOctets(info.content)));
  if (content !== undefined) return openContent(opening, content, { ...place, depth: place.depth + 1 });
  reportMalformed(opening, hint);
  return undefined;
}

async function openSignedData(
  opening: Opening,
  info: ContentInfo,
  { place }: CmsPosition,
): Promise<Innermost | undefined> {
  const signedData = orMalformed(() => readSignedData(info.content));
  if (signedData === undefined) {
    opening.layers.push(info.type);
    opening.addSignature({ state: 'broken', problems: ['malformed'] });
    return undefined;
  }
  await opening.addCertificates(signedData);
  const { content } = signedData;
  const certificatesOnly = signedData.signerInfos.length === 0 && (content?.length ?? 0) === 0;
  opening.layers.push(certificatesOnly ? 'certs-only' : info.type);
  if (certificatesOnly) return undefined;
  if (content === undefined) {
    // A detached signature without what it was made for.
    opening.addSignature({ state: 'broken', problems: ['malformed'] });
    return undefined;
  }
  // These octets came inside the CMS: nothing on the way rewrites them without breaking it.
  const context = opening.verifyContext('whole', true, place.inAuthorsOwn);
  const report = await verifySignedData(signedData, content, context);
  opening.addSignature(report);
  return openContent(opening, content, {
    ...place,
    depth: place.depth + 1,
    signatures: place.signatures + 1,
    // Somebody else's signature that the author closed up in his own must fit, and that is all.
    inAuthorsOwn: report.state === 'valid' && context.from !== undefined,
  });
}

/**
 * Unpacks what somebody made smaller (RFC 3274), which says nothing about who
 * wrote it or who can read it: the rules for what is inside stay those of the place.
 */
async function openCompressedData(
  opening: Opening,
  info: ContentInfo,
  { place }: CmsPosition,
): Promise<Innermost | undefined> {
  opening.layers.push(info.type);
  const data = orMalformed(() => readCompressedData(info.content));
  if (data !== undefined && (data.algorithm !== zlib || data.contentType !== contentTypes.data)) {
    opening.failEncryption('algorithm-unsupported', data.algorithm === zlib ? layerName(data.contentType) : data.algorithm);
    return undefined;
  }
  const content = data === undefined ? undefined : await opening.decompress(data.compressed);
  if (content === undefined) {
    opening.failEncryption('malformed');
    return undefined;
  }
  return openContent(opening, content, { ...place, depth: place.depth + 1, compressed: true });
}

async function openContent(
  opening: Opening,
  content: Uint8Array,
  place: Place,
): Promise<Innermost | undefined> {
  return looksLikeMime(content) ? openEntity(opening, parseMime(content), place) : { text: content };
}

/**
 * Decrypts only where nothing else is around: at the root, or directly inside
 * one signature at the root, and once. Anywhere else a reader could be made to
 * decrypt for somebody who put the ciphertext there (EFAIL, covert content).
 */
async function openEnvelopedData(
  opening: Opening,
  info: ContentInfo,
  position: CmsPosition,
): Promise<Innermost | undefined> {
  const { place, entity } = position;
  if (place.decrypted || place.signatures > 1) return entity === undefined ? undefined : { entity };
  opening.layers.push(info.type);
  opening.forgetSignatures();
  const enveloped = orMalformed(() => readEnvelopedData(info));
  if (enveloped === undefined) {
    opening.failEncryption('malformed');
    return undefined;
  }
  await opening.options.pause?.();
  const { report, content } = await decrypt(enveloped, opening.options, opening.bare);
  opening.encryption = report;
  return content === undefined
    ? undefined
    : openContent(opening, content, { depth: place.depth + 1, decrypted: true, compressed: false, signatures: 0 });
}

function reportMalformed(opening: Opening, hint: string): void {
  if (/signed|certs|\.p7[sc]$/.test(hint)) opening.addSignature({ state: 'broken', problems: ['malformed'] });
  else opening.failEncryption('malformed');
}

/** `undefined` when the octets are not what they should be; the caller reports that as a value. */
function orMalformed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isSmimeError(error) && (error.code === 'ERR_CMS_MALFORMED' || error.code === 'ERR_MIME_MALFORMED'))
      return undefined;
    throw error;
  }
}
