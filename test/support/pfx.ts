import { readPfx, unlockDigitalId } from '../../src/smime';
import type { UnlockedDigitalId } from '../../src/smime';
import { vector } from './vectors';

/** Every digital ID of a .pfx file of the collections, in the order of the file. */
export async function unlockPfx(path: string, password: string): Promise<readonly UnlockedDigitalId[]> {
  const { entries } = await readPfx(vector(path), password);
  return Promise.all(entries.map(({ privateKey, certificate, chain }) => unlockDigitalId(privateKey, { certificate, chain })));
}
