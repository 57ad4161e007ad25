import { useAnnounce } from '@fluentui/react-components';
import { useCallback, useRef, useState } from 'react';
import { importCertificates, keepImported } from '../../flows/contacts/import-certificates';
import type { CertificateFile, ImportResult } from '../../flows/contacts/import-certificates';
import { tell } from '../texts/errors';
import { summaryOf } from '../texts/import-summary';
import type { Told } from '../texts/told';
import { usePane } from './environment';

/** A result with a name of its own, to be replaced when the person has said more. */
export type ImportRowState = ImportResult & { readonly id: number };

export interface CertificateImport {
  readonly results: readonly ImportRowState[];
  readonly isBusy: boolean;
  readonly failure?: Told;
}

export interface CertificateImportActions {
  readonly state: CertificateImport;
  /** @param address - whose page this was asked for on */
  readonly choose: (files: readonly CertificateFile[], address: string | undefined) => void;
  /** Of a row that waits for the person: with this contact. */
  readonly keep: (row: ImportRowState, address: string) => void;
  readonly forget: () => void;
}

const nothing: CertificateImport = { results: [], isBusy: false };

/** Certificate files and what became of each, until it is forgotten. */
export function useCertificateImport(): CertificateImportActions {
  const { env } = usePane();
  const { announce } = useAnnounce();
  const [state, setState] = useState(nothing);
  const ids = useRef(0);

  const choose = (files: readonly CertificateFile[], address: string | undefined) => {
    if (state.isBusy || files.length === 0) return;
    setState({ results: state.results, isBusy: true });
    importCertificates(env, files, address === undefined ? {} : { address }).then(
      (found) => {
        const rows = found.map((result) => ({ ...result, id: (ids.current += 1) }));
        const results = [...rows, ...state.results];
        setState({ results, isBusy: false });
        announce(summaryOf(results));
      },
      (error: unknown) => setState({ results: state.results, isBusy: false, failure: tell(error) }),
    );
  };
  const keep = (row: ImportRowState, whom: string) => {
    if (row.state !== 'noAddress' && row.state !== 'newContact') return;
    const { id, file, certificate } = row;
    keepImported(env, row.found, whom).then(
      (outcome) => {
        const kept: ImportRowState = { id, file, certificate, address: whom, state: outcome };
        setState((before) => {
          const results = before.results.map((one) => (one.id === id ? kept : one));
          announce(summaryOf(results));
          return { ...before, results };
        });
      },
      (error: unknown) => setState((before) => ({ ...before, failure: tell(error) })),
    );
  };
  const forget = useCallback(() => setState(nothing), []);
  return { state, choose, keep, forget };
}
