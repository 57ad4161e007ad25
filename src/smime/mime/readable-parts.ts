import type { MimeEntity } from './entity';
import { contentIdOf, withoutBrackets } from './entity';
import { readableFileName } from './file-name';
import { joinTexts, readPreamble, readText } from './readable-text';
import type { TextPiece } from './readable-text';

/** What an entity shows: texts in their order, and the parts that are files. */
export interface ReadableParts {
  readonly texts: readonly TextPiece[];
  readonly files: readonly MimeEntity[];
}

/** What multipart types mean to people (RFC 2046 section 5.1, RFC 2387). An unknown one is read as mixed. */
export function readableParts(entity: MimeEntity): ReadableParts {
  if (!entity.contentType.value.startsWith('multipart/')) return readLeaf(entity);
  // Without a part there may be a body that programs read differently: nothing of it must be lost.
  if (entity.parts.length === 0) return { texts: readPreamble(entity), files: [] };
  switch (entity.contentType.value) {
    case 'multipart/alternative':
      return chooseAlternatives(entity.parts.map(readableParts));
    case 'multipart/related':
      return readRelated(entity);
    default:
      return joined(entity.parts.map(readableParts));
  }
}

function joined(parts: readonly ReadableParts[]): ReadableParts {
  return { texts: parts.flatMap(({ texts }) => texts), files: parts.flatMap(({ files }) => files) };
}

/** Of several versions the last one that is a page, and the last one that is text: each says it all. Files are all kept. */
function chooseAlternatives(versions: readonly ReadableParts[]): ReadableParts {
  const page = versions.filter(({ texts }) => texts.some(({ html }) => html !== undefined)).at(-1);
  const written = versions.filter(({ texts }) => texts.length > 0 && texts.every(({ plain }) => plain !== undefined));
  const text = written.filter(({ texts }) => texts.every(({ isFallback }) => !isFallback)).at(-1) ?? written.at(-1);
  const files = versions.flatMap((version) => version.files);
  if (page === undefined || text === undefined || page === text) return { texts: (page ?? text)?.texts ?? [], files };
  const { html = '' } = joinTexts(page.texts);
  const { text: plain = '' } = joinTexts(text.texts);
  return { texts: [{ html, plain, isFallback: false }], files };
}

function readRelated({ parts, contentType }: MimeEntity): ReadableParts {
  const start = contentType.parameters.get('start')?.trim();
  const named = start === undefined ? undefined : parts.find((part) => contentIdOf(part) === withoutBrackets(start));
  const root = named ?? parts[0];
  return joined(parts.map((part) => (part === root || part.parts.length > 0 ? readableParts(part) : { texts: [], files: [part] })));
}

function readLeaf(entity: MimeEntity): ReadableParts {
  const isFile = !['', 'inline'].includes(entity.disposition.value);
  const text = isFile ? undefined : readText(entity);
  if (text === undefined) return { texts: [], files: [entity] };
  // Shown where it stands, and to be kept as a file all the same.
  return { texts: [text], files: readableFileName(entity) === '' ? [] : [entity] };
}
