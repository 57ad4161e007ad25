import { concatAll } from '../bytes';
import { decodeText } from './charset';
import { decodeBase64Leniently } from './lenient-encoding';

const utf8 = new TextEncoder();

interface Word {
  /** Lower case, without the language of RFC 2231 section 5. */
  readonly charset: string;
  readonly octets: Uint8Array;
}

/** Room for words that writers made longer than RFC 2047 allows (75 characters), and for a whole name in one. */
const encodedWord = /=\?([^?\s]{1,60})\?([BbQq])\?([^?]{0,10000})\?=/g;

/**
 * Reads the encoded words of a header text (RFC 2047). Blanks between two of them only fold the line. Many
 * writers cut a character in two: so neighbours of one character set are read together.
 */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  const pieces: string[] = [];
  let words: Word[] = [];
  let at = 0;
  for (const match of text.matchAll(encodedWord)) {
    const between = text.slice(at, match.index);
    at = match.index + match[0].length;
    if (words.length === 0 || between.trim() !== '') {
      pieces.push(readWords(words), between);
      words = [];
    }
    words.push(wordOf(match[1] ?? '', match[2] ?? '', match[3] ?? ''));
  }
  return [...pieces, readWords(words), text.slice(at)].join('');
}

function wordOf(charset: string, encoding: string, encoded: string): Word {
  const octets = encoding.toUpperCase() === 'B' ? decodeBase64Leniently(utf8.encode(encoded)) : decodeQ(encoded);
  return { charset: (charset.split('*', 1)[0] ?? '').toLowerCase(), octets };
}

/** RFC 2047 section 4.2; a blank is none of its characters, but many writers leave it. */
function decodeQ(encoded: string): Uint8Array {
  const octets = utf8.encode(encoded.replaceAll('_', ' '));
  const result = new Uint8Array(octets.length);
  let to = 0;
  for (let at = 0; at < octets.length; at++) {
    const hex = octets[at] === 0x3d ? String.fromCharCode(octets[at + 1] ?? 0, octets[at + 2] ?? 0) : '';
    const isEscape = /^[0-9a-f]{2}$/i.test(hex);
    result[to++] = isEscape ? Number.parseInt(hex, 16) : (octets[at] ?? 0);
    if (isEscape) at += 2;
  }
  return result.subarray(0, to);
}

function readWords(words: readonly Word[]): string {
  let text = '';
  let run: Word[] = [];
  for (const word of words) {
    // ISO 2022 begins and ends each word in ASCII; from one to the other TextDecoder sees an empty escape, which it marks as an error.
    if (run[0] !== undefined && (run[0].charset !== word.charset || word.charset.includes('2022'))) {
      text += readRun(run);
      run = [];
    }
    run.push(word);
  }
  return text + readRun(run);
}

function readRun(run: readonly Word[]): string {
  return decodeText(concatAll(run.map(({ octets }) => octets)), run[0]?.charset);
}
