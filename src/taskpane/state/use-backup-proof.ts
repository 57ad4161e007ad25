import { useEffect, useRef, useState } from 'react';
import type { ChosenFile } from '../../flows/open-file';
import { proveBackup } from '../../flows/prove-backup';
import type { Backup, BackupProof } from '../../flows/prove-backup';
import { tell } from '../texts/errors';
import type { Told } from '../texts/told';
import { usePane } from './environment';

export interface ProofState {
  readonly file?: ChosenFile;
  readonly isBusy: boolean;
  readonly proof?: BackupProof;
  readonly failure?: Told;
}

export interface ProofActions {
  readonly state: ProofState;
  readonly choose: (file: ChosenFile) => void;
  readonly open: (password: string) => void;
  /** Stops opening the file; the form keeps it. */
  readonly cancel: () => void;
}

/** The file that somebody says is the backup, and what comes of opening it. */
export function useBackupProof(backup: Backup): ProofActions {
  const { env } = usePane();
  const [state, setState] = useState<ProofState>({ isBusy: false });
  const opening = useRef(new AbortController());

  // Whoever leaves the page waits for nothing.
  useEffect(() => () => opening.current.abort(), []);

  const choose = (file: ChosenFile) => {
    opening.current.abort();
    setState({ file, isBusy: false });
  };
  const open = (password: string) => {
    const { file, isBusy } = state;
    if (file === undefined || isBusy) return;
    opening.current = new AbortController();
    setState({ file, isBusy: true });
    /** Unless another file was chosen meanwhile. */
    const settle = (outcome: Partial<ProofState>) =>
      setState((before) => (before.file === file ? { file, isBusy: false, ...outcome } : before));
    proveBackup(env, backup, { file, password }, opening.current.signal).then(
      (proof) => settle({ proof }),
      (error: unknown) => settle(error instanceof DOMException && error.name === 'AbortError' ? {} : { failure: tell(error) }),
    );
  };
  return { state, choose, open, cancel: () => opening.current.abort() };
}
