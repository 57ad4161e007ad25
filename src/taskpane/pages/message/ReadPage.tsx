import { Skeleton, SkeletonItem, makeStyles, useAnnounce } from '@fluentui/react-components';
import { useEffect, useMemo } from 'react';
import type { ItemReading, SmimeReading } from '../../../flows/open-message';
import type { ReadItem } from '../../../mailbox/types';
import { Message } from '../../components/Message';
import { usePane } from '../../state/environment';
import { useReturnFocus } from '../../state/use-return-focus';
import type { Reading } from '../../state/use-reading';
import { codeOf, tell } from '../../texts/errors';
import { frame } from '../../texts/frame';
import { cleanName } from '../../texts/names';
import { read } from '../../texts/read';
import { fillLoosely } from '../../texts/words';
import { judge, plainVerdict } from '../../verdict/verdict';
import type { Verdict } from '../../verdict/verdict';
import { ContentPart } from './ContentPart';
import { DetailButtons } from './DetailButtons';
import { RepairPart } from './RepairPart';
import { SenderCard } from './SenderCard';
import { VerdictCard } from './VerdictCard';

interface ReadPageProps {
  readonly item: ReadItem;
  readonly state: Reading;
  readonly onRetry: () => void;
}

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 16px 24px' },
  skeleton: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

export function ReadPage({ item, state, onRetry }: ReadPageProps) {
  const styles = useStyles();
  useReturnFocus();
  return (
    <div className={styles.page}>
      {state.phase === 'checking' && <Checking />}
      {state.phase === 'failed' && <Failed error={state.error} onRetry={onRetry} />}
      {state.phase === 'done' && <Checked item={item} reading={state.reading} />}
    </div>
  );
}

function Checking() {
  const styles = useStyles();
  return (
    <div aria-busy="true">
      <p>{read.checking}</p>
      <Skeleton aria-hidden className={styles.skeleton}>
        <SkeletonItem size={24} />
        <SkeletonItem size={16} />
        <SkeletonItem size={16} style={{ width: '70%' }} />
      </Skeleton>
    </div>
  );
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
    () => (reading.kind === 'plain' ? plainVerdict('not-signed') : judge(reading.opened, { from: reading.from, now: env.now(), hasDigitalIds })),
    [env, reading, hasDigitalIds],
  );
  useSpoken(verdict);
  if (reading.kind === 'plain') return <VerdictCard verdict={verdict} />;
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
      />
      <RepairPart encryption={opened.encryption} />
      <ContentPart item={item} reading={reading} />
      {verdict.tier === 'good' && <SenderCard reading={reading} />}
    </>
  );
}

/** Once for each verdict; at once only when somebody may be about to be deceived. */
function useSpoken({ tier, headline, values }: Verdict): void {
  const { announce } = useAnnounce();
  const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanName(value)]));
  const spoken = fillLoosely(read.checked.replace('{headline}', headline), named);
  useEffect(() => announce(spoken, tier === 'danger' ? { alert: true } : { polite: true }), [announce, spoken, tier]);
}
