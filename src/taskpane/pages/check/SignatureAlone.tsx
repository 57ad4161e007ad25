import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import { openSignedFile } from '../../../flows/open-file';
import type { ChosenFile, DetachedReading } from '../../../flows/open-file';
import { FileButton } from '../../components/FileButton';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { Progress } from '../../components/Progress';
import { Words } from '../../components/Words';
import { fromDisk } from '../../content/chosen-file';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useFileDrop } from '../../state/use-file-drop';
import { useOpening } from '../../state/use-opening';
import type { Opening } from '../../state/use-opening';
import { useReturnFocus } from '../../state/use-return-focus';
import { check, detached as texts } from '../../texts/check';
import { tell } from '../../texts/errors';
import { cleanFileName } from '../../texts/names';
import { judge } from '../../verdict/verdict';
import { DetailButtons } from '../message/DetailButtons';
import { SignaturePage } from '../message/SignaturePage';
import { useSpoken } from '../message/use-spoken';
import { VerdictCard } from '../message/VerdictCard';
import { FileTitle } from './FileTitle';
import type { FileViewProps } from './FileTitle';

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' } });

/** A .p7s says nothing without the file that it was made for. */
export function SignatureAlone({ page, place, isSeen, details }: FileViewProps) {
  const { back } = useNavigation();
  const [content, setContent] = useState<ChosenFile | null>(null);
  const choose = useCallback((file: File) => setContent(fromDisk(file)), []);
  const title = <FileTitle name={page.file.name} />;
  if (content !== null) {
    return <SignedFile page={page} content={content} place={place} details={details} title={title} choose={choose} />;
  }
  return (
    <Page title={title} onBack={back} takesFocus>
      <Body1>{check.notSelected}</Body1>
      {isSeen && <TakesDrop onFile={choose} />}
      <Message told={texts} intent="info" />
      <div>
        <FileButton appearance="primary" label={texts.choose} onFile={choose} />
      </div>
    </Page>
  );
}

/** What is dropped now is the other half. */
function TakesDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const onFiles = useCallback(([file]: readonly File[]) => file !== undefined && onFile(file), [onFile]);
  useFileDrop(onFiles);
  return null;
}

interface SignedFileProps extends Pick<FileViewProps, 'page' | 'place' | 'details'> {
  readonly content: ChosenFile;
  readonly title: React.ReactNode;
  readonly choose: (file: File) => void;
}

function SignedFile({ page, content, place, details, title, choose }: SignedFileProps) {
  const { env } = usePane();
  const { back } = useNavigation();
  const open = useCallback(() => openSignedFile(env, page.file, content), [env, page.file, content]);
  const { state } = useOpening(open, messageIn);
  if (state.phase === 'done' && details === 'signature') return <SignaturePage reading={state.reading} />;
  return (
    <Page title={title} onBack={back} takesFocus>
      <Body1>{check.notSelected}</Body1>
      <Compared state={state} place={place} name={cleanFileName(content.name)} />
      <div>
        <FileButton label={check.chooseAnother} onFile={choose} />
      </div>
    </Page>
  );
}

const messageIn = ({ opened }: DetachedReading) => opened;

interface ComparedProps {
  readonly state: Opening<DetachedReading>;
  readonly place: string;
  readonly name: string;
}

function Compared({ state, place, name }: ComparedProps) {
  if (state.phase === 'checking') return <Progress words={check.checking} />;
  if (state.phase === 'cancelled') return null;
  if (state.phase === 'failed') return <Message told={tell(state.error)} />;
  return <Result reading={state.reading} place={place} name={name} />;
}

function Result({ reading, place, name }: { readonly reading: DetachedReading; readonly place: string; readonly name: string }) {
  const styles = useStyles();
  const { env, keyring } = usePane();
  const { opened, from, lineEndsMended } = reading;
  const hasDigitalIds = keyring.digitalIds.length > 0;
  const verdict = judge(opened, { from, isFile: true, now: env.now(), hasDigitalIds });
  useSpoken(verdict, reading);
  useReturnFocus();
  return (
    <VerdictCard verdict={verdict} actions={<DetailButtons place={place} isSigned />}>
      <Caption1 className={styles.note}>
        <Words of={texts.signedFile} with={{ name }} />
      </Caption1>
      {lineEndsMended && <Caption1 className={styles.note}>{texts.lineEnds}</Caption1>}
      {verdict.code === 'digest-mismatch' && (
        <Body1>
          <Words of={texts.perhapsAnother} with={{ name }} />
        </Body1>
      )}
    </VerdictCard>
  );
}
