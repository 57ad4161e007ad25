import { makeStyles } from '@fluentui/react-components';
import type { KeyringState } from '../../worker/keyring';
import { usePane } from '../state/environment';
import { useNavigation } from '../state/navigation';
import { useLockingSoon } from '../state/use-locking-soon';
import { useOnline } from '../state/use-online';
import { showDate } from '../texts/amounts';
import { notices, unreadableStore } from '../texts/frame';
import { Message } from './Message';
import type { MessageProps } from './Message';

const useStyles = makeStyles({ place: { padding: '8px 16px 0' } });

/** One at a time, the most pressing. */
export function Notices() {
  const styles = useStyles();
  const notice = useNotice();
  if (notice === null) return null;
  return (
    <div className={styles.place}>
      <Message {...notice} />
    </div>
  );
}

function useNotice(): MessageProps | null {
  const { env, keyring } = usePane();
  const { open, page } = useNavigation();
  const isOnline = useOnline();
  const { isLockingSoon, keepUnlocked } = useLockingSoon();
  if (keyring.status === 'unreadable') return { told: unreadable(keyring), intent: 'error' };
  if (keyring.settingsIntegrity === 'changed' && page?.name !== 'settings') {
    const { settingsChanged } = notices;
    return { told: settingsChanged, intent: 'warning', action: { label: settingsChanged.action, act: () => open({ name: 'settings' }) } };
  }
  if (keyring.unreadableRecords.length > 0) return { told: unreadableRecord(keyring), intent: 'warning' };
  if (isLockingSoon) {
    const { lockingSoon } = notices;
    return { told: lockingSoon, intent: 'info', action: { label: lockingSoon.action, act: keepUnlocked } };
  }
  if (!isOnline) return { told: notices.offline, intent: 'info' };
  const date = nextExpiry(keyring, env.now());
  return date === undefined ? null : { told: { ...notices.expiry, values: { date: showDate(date) } }, intent: 'info' };
}

function unreadableRecord({ unreadableRecords }: KeyringState): MessageProps['told'] {
  const isOnlyUnsupported = unreadableRecords.every(({ reason }) => reason === 'key-unsupported');
  return isOnlyUnsupported ? notices.unsupportedRecord : notices.unreadableRecord;
}

function unreadable({ reason }: KeyringState): MessageProps['told'] {
  const { title, newer, damaged } = unreadableStore;
  return { title, body: reason === 'newer-version' ? newer : damaged };
}

const day = 24 * 60 * 60 * 1000;
const warningDays = 30;

/** The last day of the digital ID in use, when no later one is there to follow it. */
function nextExpiry({ digitalIds }: KeyringState, now: Date): Date | undefined {
  const ends = digitalIds.map(({ certificate }) => certificate.notAfter).filter((end) => end >= now);
  const last = ends.sort((a, b) => b.getTime() - a.getTime())[0];
  const days = last === undefined ? Infinity : (last.getTime() - now.getTime()) / day;
  return days <= warningDays ? last : undefined;
}
