import { Body1 } from '@fluentui/react-components';
import { useEffect } from 'react';
import { FileButton } from '../../components/FileButton';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { Progress } from '../../components/Progress';
import { fromDisk } from '../../content/chosen-file';
import type { FileReading } from '../../../flows/open-file';
import { filePage, useNavigation } from '../../state/navigation';
import type { FilePage } from '../../state/navigation';
import { useFile } from '../../state/use-file';
import type { Opening } from '../../state/use-opening';
import { check as texts } from '../../texts/check';
import { tell } from '../../texts/errors';
import { EncryptionPage } from '../message/EncryptionPage';
import { SignaturePage } from '../message/SignaturePage';
import { CertificatesPart } from './CertificatesPart';
import { FileMessage } from './FileMessage';
import { FileTitle } from './FileTitle';
import type { FileViewProps } from './FileTitle';
import { SignatureAlone } from './SignatureAlone';

/** A chosen file: a message with its own verdict, or whatever else it turns out to be. */
export function FileView({ page, place, isSeen, details }: FileViewProps) {
  const { back, select } = useNavigation();
  const { state, cancel } = useFile(page.file);
  const reading = state.phase === 'done' ? state.reading : null;
  const isPfx = reading?.kind === 'pfx';
  useEffect(() => {
    if (isPfx) select('digital-ids', { name: 'import', file: page.file });
  }, [isPfx, select, page]);
  if (reading?.kind === 'message' && details === 'signature') return <SignaturePage reading={reading} />;
  if (reading?.kind === 'message' && details === 'encryption') return <EncryptionPage reading={reading} />;
  if (reading?.kind === 'signature-alone') return <SignatureAlone page={page} place={place} isSeen={isSeen} details={details} />;
  return (
    <Page title={<FileTitle name={page.file.name} />} onBack={back} takesFocus>
      <Body1>{texts.notSelected}</Body1>
      <Found page={page} place={place} state={state} onCancel={cancel} />
    </Page>
  );
}

interface FoundProps {
  readonly page: FilePage;
  readonly place: string;
  readonly state: Opening<FileReading>;
  readonly onCancel: () => void;
}

function Found({ page, place, state, onCancel }: FoundProps) {
  if (state.phase === 'checking') return <Progress words={texts.checking} onCancel={onCancel} />;
  if (state.phase === 'cancelled') return <Another told={texts.cancelled} intent="info" />;
  if (state.phase === 'failed') return <NotChecked error={state.error} />;
  const { reading } = state;
  switch (reading.kind) {
    case 'message':
      return <FileMessage reading={reading} place={place} {...(page.itemKey === undefined ? {} : { itemKey: page.itemKey })} />;
    case 'certificates':
      return <CertificatesPart certificates={reading.certificates} file={page.file} />;
    case 'outlook-message':
      return <Another told={texts.outlookMessage} />;
    case 'unknown':
      return <Another told={texts.unknown} />;
    case 'pfx':
    case 'signature-alone':
      // They have pages of their own.
      return null;
  }
}

function NotChecked({ error }: { readonly error: unknown }) {
  return <Another told={tell(error)} intent="error" />;
}

function Another({ told, intent = 'warning' }: { readonly told: Parameters<typeof Message>[0]['told']; readonly intent?: 'info' | 'warning' | 'error' }) {
  const { replace } = useNavigation();
  return (
    <>
      <Message told={told} intent={intent} />
      <div>
        <FileButton label={texts.chooseAnother} onFile={(file) => replace(filePage(fromDisk(file)))} />
      </div>
    </>
  );
}
