import { Skeleton, SkeletonItem, makeStyles } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { ItemReading, OpenStep, SmimeReading } from '../../../flows/open-message';
import type { ReadItem } from '../../../mailbox/types';
import { Message } from '../../components/Message';
import { Progress } from '../../components/Progress';
import { usePane } from '../../state/environment';
import { useReturnFocus } from '../../state/use-return-focus';
import type { Reading } from '../../state/use-reading';
import { useWait } from '../../state/use-wait';
import { codeOf, tell } from '../../texts/errors';
import { frame, startProblems } from '../../texts/frame';
import { read } from '../../texts/read';
import { judge, plainVerdict } from '../../verdict/verdict';
import type { Verdict } from '../../verdict/verdict';
import { CheckCard } from '../check/CheckCard';
import { ItemFiles, carriesEncryptedFile } from '../check/ItemFiles';
import { CheckedNames } from './CheckedNames';
import { ContentPart } from './ContentPart';
import { DetailButtons } from './DetailButtons';
import { RepairPart } from './RepairPart';
import { SenderCard } from './SenderCard';
import { useSpoken } from './use-spoken';
import { VerdictCard } from './VerdictCard';

interface ReadPageProps {
  readonly item: ReadItem;
  readonly state: Reading;
  readonly onRetry: () => void;
  readonly onCancel: () => void;
}

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 16px 24px' },
  skeleton: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

export function ReadPage({ item, state, onRetry, onCancel }: ReadPageProps) {
  const styles = useStyles();
  useReturnFocus();
  return (
    <div className={styles.page}>
      {state.phase === 'checking' && <Checking step={state.step} onRetry={onRetry} onCancel={onCancel} />}
      {state.phase === 'cancelled' && <Cancelled onRetry={onRetry} />}
      {state.phase === 'failed' && <Failed error={state.error} onRetry={onRetry} />}
      {state.phase === 'done' && <Checked item={item} reading={state.reading} />}
      {state.phase !== 'checking' && <CheckCard />}
    </div>
  );
}

interface CheckingProps {
  readonly step: OpenStep;
  readonly onRetry: () => void;
  readonly onCancel: () => void;
}

/** The place of the verdict is empty at once; what takes long says what it is and can be stopped. */
function Checking({ step, onRetry, onCancel }: CheckingProps) {
  const styles = useStyles();
  const wait = useWait();
  const isLong = wait === 'long' || wait === 'tooLong';
  const isOutlookSilent = wait === 'tooLong' && step === 'reading';
  return (
    <div aria-busy="true">
      {isLong ? (
        <Progress wait={wait} words={read.steps[step]} step={{ at: step === 'reading' ? 1 : 2, of: 2 }} onCancel={onCancel} />
      ) : (
        <p>{read.checking}</p>
      )}
      {isOutlookSilent && (
        <Message told={startProblems.noAnswer} intent="warning" action={{ label: frame.tryAgain, act: onRetry }} />
      )}
      <Skeleton aria-hidden className={styles.skeleton}>
        <SkeletonItem size={24} />
        <SkeletonItem size={16} />
        <SkeletonItem size={16} style={{ width: '70%' }} />
      </Skeleton>
    </div>
  );
}

function Cancelled({ onRetry }: { readonly onRetry: () => void }) {
  return <Message told={read.cancelled} intent="info" action={{ label: read.cancelled.action, act: onRetry }} />;
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const isUnavailable = codeOf(error) === 'ERR_MESSAGE_UNAVAILABLE';
  const action = { label: frame.tryAgain, act: onRetry };
  if (!isUnavailable) return <Message told={tell(error)} action={action} />;
  return <VerdictCard verdict={plainVerdict('not-handed-over')} actions={<DetailButtons retry={onRetry} />} />;
}

function Checked({ item, reading }: { readonly item: ReadItem; readonly reading: ItemReading }) {
  const { env, keyring } = usePane();
  const hasDigitalIds = keyring.digitalIds.length > 0;
  const verdict = useMemo(
    () => (reading.kind === 'plain' ? plainVerdict(carriesEncryptedFile(item) ? 'encrypted-part' : 'not-signed') : judge(reading.opened, { from: reading.from, now: env.now(), hasDigitalIds })),
    [env, item, reading, hasDigitalIds],
  );
  useSpoken(verdict, reading);
  if (reading.kind === 'plain') {
    return (
      <VerdictCard verdict={verdict}>
        <ItemFiles item={item} />
      </VerdictCard>
    );
  }
  return <SmimeMessage item={item} reading={reading} verdict={verdict} />;
}

interface SmimeMessageProps {
  readonly item: ReadItem;
  readonly reading: SmimeReading;
  readonly verdict: Verdict;
}

function SmimeMessage({ item, reading, verdict }: SmimeMessageProps) {
  const { opened } = reading;
  return (
    <>
      <VerdictCard
        verdict={verdict}
        actions={
          <DetailButtons isSigned={opened.signature.state !== 'not-signed'} isEncrypted={opened.encryption.state !== 'not-encrypted'} />
        }
      >
        <CheckedNames verdict={verdict} signature={opened.signature} />
      </VerdictCard>
      <RepairPart encryption={opened.encryption} />
      <ContentPart item={item} reading={reading} />
      {verdict.isSignerGood && verdict.tier !== 'caution' && <SenderCard reading={reading} />}
    </>
  );
}
