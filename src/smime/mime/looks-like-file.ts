/** How files of the usual kinds begin, at least four octets: ZIP and Office, PDF, pictures, sound, archives, programs, OpenPGP. */
const beginnings: readonly (readonly number[])[] = [
  ...['PK\x03\x04', 'PK\x05\x06', '%PDF', '\x89PNG', 'GIF8', 'RIFF', 'II*\x00', 'MM\x00*', 'OggS', 'fLaC', 'ID3\x03', 'ID3\x04'],
  ...['Rar!', '7z\xbc\xaf', '\x1f\x8b\x08\x00', '\x1f\x8b\x08\x08', 'BZh9', '\xfd7zX', '\x7fELF', 'MZ\x90\x00', '\xd0\xcf\x11\xe0'],
  ...['x\x9f>"', '\xff\xd8\xff\xe0', '\xff\xd8\xff\xe1', '\xff\xd8\xff\xdb', '%!PS', '{\\rt', 'SQLi', 'wOF2', '\x00\x00\x00\x18', '\x00\x00\x00\x20'],
].map((text) => Array.from(text, (letter) => letter.charCodeAt(0)));

/** Of this many octets the frequencies are counted, and this many are needed for it. */
const counted = 4096;
const enough = 512;

/**
 * The sum of squared deviations (chi-square, 255 degrees of freedom) of random octets is 255 with a standard
 * deviation of 23; above this limit it is once in ten thousand million.
 */
const mostOfRandom = 430;

/**
 * Whether octets can be a file of some kind. What a wrong key gives is random: it has no beginning that anybody
 * knows, and every value equally often. A file that is random itself and says nothing of its kind is not told from it.
 */
export function looksLikeFile(bytes: Uint8Array): boolean {
  if (beginnings.some((beginning) => beginning.every((octet, at) => bytes[at] === octet))) return true;
  return bytes.length >= enough && deviation(bytes.subarray(0, counted)) > mostOfRandom;
}

function deviation(bytes: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const octet of bytes) counts[octet] = (counts[octet] ?? 0) + 1;
  const expected = bytes.length / 256;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
