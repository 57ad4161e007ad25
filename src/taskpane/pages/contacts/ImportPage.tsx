import { Body1Strong, Button, Spinner, makeStyles } from '@fluentui/react-components';
import { useCallback, useEffect, useRef } from 'react';
import type { ChosenFile } from '../../../flows/open-file';
import type { JudgedContact } from '../../../flows/contacts/judge-contact';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { useNavigation } from '../../state/navigation';
import type { CertificateImportActions, ImportRowState } from '../../state/use-certificate-import';
import { useReturnFocus } from '../../state/use-return-focus';
import { importingCertificates as texts } from '../../texts/contacts';
import { summaryOf } from '../../texts/import-summary';
import { cleanName } from '../../texts/names';
import { fill } from '../../texts/words';
import { ChooseCertificates } from './ChooseCertificates';
import { ImportRow } from './ImportRow';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
});

interface ImportPageProps {
  /** Whose page this was asked for on. */
  readonly address: string | undefined;
  /** Chosen on another page already. */
  readonly chosen: readonly ChosenFile[] | undefined;
  readonly contacts: readonly JudgedContact[];
  readonly actions: CertificateImportActions;
}

export function ImportPage({ address, chosen, contacts, actions }: ImportPageProps) {
  const styles = useStyles();
  const { back } = useNavigation();
  const { state, choose, keep } = actions;
  const chooseFor = useCallback((files: readonly File[]) => choose(files, address), [choose, address]);
  useChosen(state.results.length === 0 ? chosen : undefined, choose);
  useReturnFocus();
  const title = address === undefined ? texts.title : fill(texts.titleFor, { address: cleanName(address) });
  const { isBusy, failure } = state;
  const results = state.results.map((row) => afterComparison(row, contacts));
  return (
    <Page title={title} onBack={back} takesFocus>
      <ChooseCertificates label={results.length === 0 ? texts.choose : texts.chooseMore} isBusy={isBusy} onFiles={chooseFor} />
      {isBusy && <Spinner size="small" label={texts.reading} delay={400} />}
      {failure !== undefined && <Message told={failure} />}
      {results.length > 0 && (
        <>
          <Body1Strong>{summaryOf(results)}</Body1Strong>
          <ul className={styles.list} aria-label={texts.results}>
            {results.map((row) => (
              <ImportRow key={row.id} row={row} contacts={contacts} onKeep={keep} />
            ))}
          </ul>
          <Button appearance="primary" onClick={back}>
            {texts.done}
          </Button>
        </>
      )}
    </Page>
  );
}

/** Once, also when the page is drawn anew. */
function useChosen(chosen: readonly ChosenFile[] | undefined, choose: CertificateImportActions['choose']): void {
  const taken = useRef<readonly ChosenFile[]>(undefined);
  useEffect(() => {
    if (chosen === undefined || taken.current === chosen) return;
    taken.current = chosen;
    const files = chosen.map((file) => ({
      name: file.name,
      size: file.size,
      arrayBuffer: async () => (await file.bytes()).slice().buffer,
    }));
    choose(files, undefined);
  }, [chosen, choose]);
}

/** One that was compared meanwhile needs nothing any more. */
function afterComparison(row: ImportRowState, contacts: readonly JudgedContact[]): ImportRowState {
  if (row.state !== 'untrusted') return row;
  const { fingerprint } = row.certificate;
  const kept = contacts
    .find(({ contact }) => contact.address === row.address)
    ?.certificates.find(({ certificate }) => certificate.fingerprint === fingerprint);
  return kept?.state === 'ready' ? { ...row, state: 'added' } : row;
}
