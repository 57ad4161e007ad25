import { useState } from 'react';
import { exportDigitalIds } from '../../flows/export-digital-ids';
import type { Backup } from '../../flows/prove-backup';
import type { PfxForm } from '../../smime/index';
import { download } from '../content/download';
import { findFault } from '../passphrase/rules';
import { backup as texts } from '../texts/digital-ids';
import { codeOf, tell } from '../texts/errors';
import { cleanFileName } from '../texts/names';
import { passphraseFaults } from '../texts/passphrase';
import { storeErrors } from '../texts/store-errors';
import type { Told } from '../texts/told';
import { usePane } from './environment';

export interface SavedBackup extends Backup {
  /** As it was proposed; where it went, and under which name, only the person knows. */
  readonly file: string;
}

export interface BackupWish {
  readonly fingerprints: readonly string[];
  readonly form: PfxForm;
}

interface Saving {
  readonly isBusy: boolean;
  /** What is wrong with the password. */
  readonly fault?: string;
  readonly failure?: Told;
}

/** Makes the file and hands it to the browser. */
export function useBackup(onSaved: (saved: SavedBackup) => void): Saving & { readonly save: (wish: BackupWish, password: string) => void } {
  const { env, keyring } = usePane();
  const [state, setState] = useState<Saving>({ isBusy: false });
  const save = ({ fingerprints, form }: BackupWish, password: string) => {
    if (state.isBusy) return;
    const found = findFault(password, { address: env.mailbox.address });
    setState(found === null ? { isBusy: true } : { isBusy: false, fault: passphraseFaults[found] });
    if (found !== null) return;
    const [only] = keyring.digitalIds.filter(({ fingerprint }) => fingerprints.includes(fingerprint));
    const file = fingerprints.length > 1 || only === undefined ? texts.severalFile : cleanFileName(`${only.name}.pfx`);
    exportDigitalIds(env, { fingerprints, password, form }).then(
      (bytes) => {
        setState({ isBusy: false });
        download(file, bytes, 'application/x-pkcs12');
        onSaved({ file, bytes, fingerprints });
      },
      (error: unknown) => setState({ isBusy: false, ...failureOf(error) }),
    );
  };
  return { ...state, save };
}

/** What can be mended in the field is told there. */
function failureOf(error: unknown): Partial<Saving> {
  if (codeOf(error) !== 'ERR_PASSWORD_IS_PASSPHRASE') return { failure: tell(error) };
  const { title, body } = storeErrors.ERR_PASSWORD_IS_PASSPHRASE({});
  return { fault: `${title}. ${body}` };
}
