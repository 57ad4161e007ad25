import { useCallback } from 'react';
import { openFile } from '../../flows/open-file';
import type { ChosenFile, FileReading } from '../../flows/open-file';
import type { OpenItemOptions } from '../../flows/open-message';
import { usePane } from './environment';
import { useOpening } from './use-opening';
import type { OpeningActions } from './use-opening';

/** Finds out what a file is, and opens the message in it. */
export function useFile(file: ChosenFile): OpeningActions<FileReading> {
  const { env } = usePane();
  const open = useCallback((options: OpenItemOptions) => openFile(env, file, options), [env, file]);
  return useOpening(open, messageIn);
}

const messageIn = (reading: FileReading) => (reading.kind === 'message' ? reading.opened : null);
