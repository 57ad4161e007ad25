import { concatAll, unshared, viewOf } from '../bytes';
import { SmimeError } from '../errors';

/**
 * Small enough that what comes out of one piece is bounded whatever a browser
 * does: deflate makes at most 1,032 octets of one.
 */
const pieceLength = 16 * 1024;

/** Text shrinks to a third, a spreadsheet to a twentieth; only what is made to, to less than a hundredth. */
const maxGrowth = 100;
/** A small message may be as uniform as it likes. */
const alwaysAllowed = 10 * 1024 * 1024;
/** Octets between two pauses. */
const pauseEvery = 4 * 1024 * 1024;

/**
 * Undoes ZLIB (RFC 1950). Stops as soon as more comes out than is allowed: twice
 * the memory of that is the most that anything sent here can cost.
 * @param atMost - octets
 * @throws SmimeError ERR_CMS_MALFORMED for damaged or cut off octets, or others after the end; ERR_MIME_TOO_COMPLEX
 */
export async function inflate(compressed: Uint8Array, atMost: number, pause?: () => Promise<void>): Promise<Uint8Array<ArrayBuffer>> {
  const limit = Math.min(atMost, Math.max(alwaysAllowed, compressed.length * maxGrowth));
  const stream = new DecompressionStream('deflate');
  const fed = feed(stream.writable, compressed);
  // What goes wrong with writing is found by reading too.
  fed.catch(() => undefined);
  const pieces = await collect(stream.readable, limit, pause);
  const octets = concatAll(pieces);
  // Node ends happily where the check value stands, and browsers don't.
  if (compressed.length < 4 || adler32(octets) !== viewOf(compressed).getUint32(compressed.length - 4)) {
    throw malformed();
  }
  return octets;
}

async function feed(writable: WritableStream<BufferSource>, compressed: Uint8Array): Promise<void> {
  const writer = writable.getWriter();
  for (let at = 0; at < compressed.length; at += pieceLength) {
    await writer.write(unshared(compressed.subarray(at, at + pieceLength)));
  }
  await writer.close();
}

async function collect(
  readable: ReadableStream<Uint8Array>,
  limit: number,
  pause: (() => Promise<void>) | undefined,
): Promise<readonly Uint8Array[]> {
  const reader = readable.getReader();
  const pieces: Uint8Array[] = [];
  let [length, paused] = [0, 0];
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw malformed(cause);
    });
    if (done) return pieces;
    length += value.length;
    if (length > limit) break;
    pieces.push(value);
    if (length - paused > pauseEvery) {
      paused = length;
      await pause?.();
    }
  }
  await reader.cancel().catch(() => undefined);
  throw new SmimeError('ERR_MIME_TOO_COMPLEX', { limit: 'size of what is compressed' });
}

function malformed(cause?: unknown): SmimeError<'ERR_CMS_MALFORMED'> {
  return new SmimeError('ERR_CMS_MALFORMED', { reason: 'compressed content' }, { cause });
}

/** So many octets that neither sum passes 2^32 between two reductions. */
const adlerRun = 3800;
const adlerModulus = 65_521;

/** The check value of RFC 1950 section 8.2. */
function adler32(octets: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < octets.length; start += adlerRun) {
    const end = Math.min(start + adlerRun, octets.length);
    for (let at = start; at < end; at++) {
      a += octets[at] ?? 0;
      b += a;
    }
    a %= adlerModulus;
    b %= adlerModulus;
  }
  return b * 65_536 + a;
}
