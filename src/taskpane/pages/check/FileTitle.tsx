import { Words } from '../../components/Words';
import type { FilePage } from '../../state/navigation';
import { check as texts } from '../../texts/check';
import { cleanFileName } from '../../texts/names';

/** What a page about a file is given. */
export interface FileViewProps {
  readonly page: FilePage;
  /** Begins the ids of what can be pressed here. */
  readonly place: string;
  readonly isSeen: boolean;
  /** What lies over it. */
  readonly details: 'signature' | 'encryption' | null;
}

export function FileTitle({ name }: { readonly name: string }) {
  return <Words of={texts.page} with={{ name: cleanFileName(name) }} />;
}
