import { decodeText } from './charset';
import { readableText } from './addresses';
import type { ParameterizedValue } from './content-type';
import { decodeWords } from './encoded-words';
import { fromLatin1 } from './headers';

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const misleading = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The name of a file for people, by Content-Disposition or Content-Type; absent: empty. */
export function readableFileName(entity: {
  readonly contentType: ParameterizedValue;
  readonly disposition: ParameterizedValue;
}): string {
  return harmless(parameterText(entity.disposition, 'filename') || parameterText(entity.contentType, 'name'));
}

/** By the character set that RFC 2231 names, or with the encoded words that writers put there against RFC 2047. */
function parameterText({ parameters, charsets }: ParameterizedValue, name: string): string {
  const written = parameters.get(name) ?? '';
  const charset = charsets.get(name);
  return charset === undefined ? decodeWords(readableText(written)) : decodeText(fromLatin1(written), charset);
}

/** No way out of a folder, no end of string, nothing that turns the direction of reading (`exe.gpj`). */
function harmless(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return Array.from(last.replace(misleading, '')).slice(0, 255).join('');
}
