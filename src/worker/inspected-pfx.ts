import type { PfxContents, PfxEntry } from '../smime/index';
import { wipePrivateKey } from '../store/private-key';

/** An opened .pfx file holds bare keys: not longer than somebody needs to look at its contents. */
const heldMilliseconds = 10 * 60 * 1000;

export interface InspectedPfx {
  hold(contents: PfxContents): void;
  find(fingerprint: string): PfxEntry | undefined;
  /** Forgets the digital IDs that are kept by now. */
  forget(fingerprints: ReadonlySet<string>): void;
  clear(): void;
}

export function createInspectedPfx(): InspectedPfx {
  let entries: readonly PfxEntry[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keepOnly = (keep: (entry: PfxEntry) => boolean): void => {
    for (const entry of entries) if (!keep(entry)) wipePrivateKey(entry.privateKey);
    entries = entries.filter(keep);
    if (entries.length === 0) clearTimeout(timer);
  };
  const clear = (): void => keepOnly(() => false);
  return {
    hold: (contents) => {
      clear();
      entries = contents.entries;
      timer = setTimeout(clear, heldMilliseconds);
    },
    find: (fingerprint) => entries.find(({ certificate }) => certificate.fingerprint === fingerprint),
    forget: (fingerprints) => keepOnly(({ certificate }) => !fingerprints.has(certificate.fingerprint)),
    clear,
  };
}
