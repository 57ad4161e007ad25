import { useEffect, useRef, useState } from 'react';
import { importDigitalId } from '../../flows/import-digital-id';
import type { ChosenFile } from '../../flows/open-file';
import type { PfxSummary } from '../../worker/keyring';
import { codeOf, tell } from '../texts/errors';
import { smimeErrors } from '../texts/smime-errors';
import type { Told } from '../texts/told';
import { usePane } from './environment';

/** One digital ID that the person wants to keep. */
export interface Chosen {
  readonly fingerprint: string;
  readonly name: string;
}

export interface ImportState {
  readonly file?: ChosenFile;
  readonly isBusy: boolean;
  readonly failure?: Told;
  readonly isPasswordWrong?: boolean;
  readonly isPassphraseWrong?: boolean;
  readonly found?: PfxSummary;
  /** Of the file: compared with the passphrase that is chosen next, then forgotten. */
  readonly filePassword?: string;
  readonly imported?: readonly Chosen[];
}

export interface ImportActions {
  readonly state: ImportState;
  readonly choose: (file: ChosenFile) => void;
  readonly open: (password: string) => void;
  /** Stops opening the file; the form keeps it. */
  readonly cancelOpening: () => void;
  readonly importAll: (chosen: readonly Chosen[], passphrase?: string) => void;
}

const idle: ImportState = { isBusy: false };

/** No digital ID file is larger (the core has the same limit). */
const mostBytes = 1024 * 1024;

/** A file, what is in it, and keeping it. The form keeps every entry but passwords. */
export function useImport(dropped?: ChosenFile): ImportActions {
  const { env, setKeyring } = usePane();
  const [state, setState] = useState(() => (dropped === undefined ? idle : chosen(dropped)));
  const opening = useRef(new AbortController());

  // Whoever leaves the page waits for nothing.
  useEffect(() => () => opening.current.abort(), []);

  const choose = (file: ChosenFile) => {
    opening.current.abort();
    setState(chosen(file));
  };
  const open = (password: string) => {
    const { file } = state;
    if (file === undefined || state.isBusy) return;
    opening.current = new AbortController();
    setState({ file, isBusy: true });
    inspect(file, password, opening.current.signal).then(
      (found) => settle(file, { found, filePassword: password }),
      (error: unknown) => settle(file, failureOf(error)),
    );
  };
  /** Unless another file was chosen meanwhile. */
  const settle = (file: ChosenFile, outcome: Partial<ImportState>) =>
    setState((before) => (before.file === file ? { ...idle, file, ...outcome } : before));
  const inspect = async (file: ChosenFile, password: string, signal: AbortSignal) =>
    env.keyring.inspectPfx(await file.bytes(), password, signal);
  const importAll = (chosen: readonly Chosen[], passphrase?: string) => {
    if (state.isBusy) return;
    const { file, found, filePassword } = state;
    if (file === undefined || found === undefined || filePassword === undefined) return;
    const before = { file, found, filePassword };
    setState({ ...before, isBusy: true });
    keepAll(chosen, passphrase).then(
      () => setState({ ...idle, imported: chosen }),
      (error: unknown) => setState({ ...before, isBusy: false, ...failureOf(error) }),
    );
  };
  const keepAll = async (chosen: readonly Chosen[], passphrase: string | undefined) => {
    for (const [at, one] of chosen.entries()) {
      // The first one makes or unlocks the store; after that it is open.
      const isFirst = at === 0 && passphrase !== undefined;
      setKeyring(await importDigitalId(env, isFirst ? { ...one, passphrase } : one));
    }
  };
  return { state, choose, open, cancelOpening: () => opening.current.abort(), importAll };
}

function chosen(file: ChosenFile): ImportState {
  const tooLarge = smimeErrors.ERR_PFX_TOO_LARGE({ size: file.size, limit: mostBytes });
  return file.size > mostBytes ? { ...idle, failure: tooLarge } : { ...idle, file };
}

function failureOf(error: unknown): Partial<ImportState> {
  if (error instanceof DOMException && error.name === 'AbortError') return {};
  const code = codeOf(error);
  if (code === 'ERR_PFX_PASSWORD') return { isPasswordWrong: true };
  if (code === 'ERR_PASSPHRASE_WRONG') return { isPassphraseWrong: true };
  return { failure: tell(error) };
}
