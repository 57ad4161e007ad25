import { DOMParser } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';
import type { MimeEntity } from '../../src/smime/mime/entity';
import { latin1 } from '../../src/smime/mime/headers';
import { entityBody } from '../../src/smime/mime/entity';
import { parseMime } from '../../src/smime/mime/parse';
import { decodedBody } from './mime-outline';

/** A part as Apache James mime4j sees it. */
export interface Part {
  readonly kind: 'multipart' | 'message' | 'leaf';
  readonly parts: readonly Part[];
  /** Of a leaf: its body as it arrived, with line feeds. */
  readonly body?: string;
  /** Of a leaf in the decoded form: the name of the file that holds the decoded octets. */
  readonly file?: string;
}

/** Reads a `.xml` of the collection. */
export function readMime4j(xml: string): Part {
  const root = new DOMParser({ onError: () => undefined }).parseFromString(xml, 'text/xml').documentElement;
  if (root === null) throw new Error('No element.');
  return partOf(root);
}

function partOf(element: Element): Part {
  const inner = childrenOf(element).find(({ tagName }) => tagName !== 'header');
  switch (inner?.tagName) {
    case 'multipart':
      return { kind: 'multipart', parts: childrenOf(inner).filter(({ tagName }) => tagName === 'body-part').map(partOf) };
    case 'message':
      return { kind: 'message', parts: [partOf(inner)] };
    case 'body':
      return { kind: 'leaf', parts: [], body: (inner.textContent ?? '').replace(/^\n/, '') };
    case undefined:
    default:
      return { kind: 'leaf', parts: [], file: inner?.getAttribute('name') ?? '' };
  }
}

function childrenOf(element: Element): readonly Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
}

/** The same of our own reading, with messages inside messages opened as mime4j does. */
export function partsOf(entity: MimeEntity): Part & { readonly entity: MimeEntity } {
  if (entity.contentType.value.startsWith('multipart/')) return { kind: 'multipart', parts: entity.parts.map(partsOf), entity };
  if (entity.contentType.value === 'message/rfc822')
    return { kind: 'message', parts: [partsOf(parseMime(decodedBody(entity)))], entity };
  return { kind: 'leaf', parts: [], body: latin1(entityBody(entity)).replaceAll('\r\n', '\n'), entity };
}

/** `multipart(leaf message(leaf))` */
export function shapeOf({ kind, parts }: Part): string {
  return parts.length === 0 ? kind : `${kind}(${parts.map(shapeOf).join(' ')})`;
}

export function leavesOf<P extends Part>(part: P): readonly P[] {
  return part.parts.length === 0 ? [part] : (part.parts as readonly P[]).flatMap(leavesOf);
}
