import { Avatar, mergeClasses } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons/svg/attach';
import { CertificateRegular } from '@fluentui/react-icons/svg/certificate';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Folder, MessageSummary } from '../../mail/types';
import { shortDate } from './dates';
import { useMessageListStyles } from './message-list-styles';
import { focusRegion } from './regions';
import { useOutlook, useOutlookState } from './use-outlook';

interface RowsProps {
  readonly listed: readonly MessageSummary[];
  readonly list: RefObject<HTMLDivElement | null>;
}

export function MessageRows({ listed, list }: RowsProps) {
  const styles = useMessageListStyles();
  const outlook = useOutlook();
  const { folder, selectedId } = useOutlookState();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') focusRegion('content');
    const next = listed[target(event.key, listed, selectedId)];
    if (next === undefined) return;
    event.preventDefault();
    void outlook.select(next.id);
    list.current?.querySelector<HTMLElement>(`[data-id="${next.id}"]`)?.focus();
  };
  const isSelectedListed = listed.some(({ id }) => id === selectedId);
  return (
    <div role="listbox" aria-label="Message list" className={styles.list} ref={list} onKeyDown={onKeyDown}>
      {listed.map((message, index) => (
        <MessageRow
          key={message.id}
          message={message}
          folder={folder}
          isSelected={message.id === selectedId}
          isTabStop={isSelectedListed ? message.id === selectedId : index === 0}
        />
      ))}
    </div>
  );
}

/** Where a key leads in the list; -1 for nowhere. */
function target(key: string, messages: readonly MessageSummary[], selectedId: string | undefined): number {
  const at = messages.findIndex(({ id }) => id === selectedId);
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, messages.length - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return messages.length - 1;
    default:
      return -1;
  }
}

interface RowProps {
  readonly message: MessageSummary;
  readonly folder: Folder;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
}

function MessageRow({ message, folder, isSelected, isTabStop }: RowProps) {
  const styles = useMessageListStyles();
  const outlook = useOutlook();
  const row = useRef<HTMLDivElement>(null);
  const who = folder === 'inbox' ? message.from.name || message.from.address : toNames(message);
  const isUnread = !message.isRead;
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  return (
    <div
      ref={row}
      role="option"
      data-id={message.id}
      aria-selected={isSelected}
      aria-description={describe(message)}
      tabIndex={isTabStop ? 0 : -1}
      {...(isTabStop ? { 'data-region-start': true } : {})}
      className={mergeClasses(styles.row, isSelected && styles.selected, isUnread && styles.unread)}
      onClick={() => void outlook.select(message.id)}
    >
      <Avatar name={who} size={32} color="colorful" aria-hidden className={styles.avatar} />
      <div className={styles.text}>
        <div className={styles.line}>
          <span className={mergeClasses(styles.who, isUnread && styles.strong)}>{who}</span>
          {message.protection !== 'none' && <CertificateRegular className={styles.icon} />}
          {message.hasAttachments && <AttachRegular className={styles.icon} />}
        </div>
        <div className={styles.line}>
          <span className={mergeClasses(styles.subject, isUnread && styles.unreadSubject)}>
            {message.subject || '(No subject)'}
          </span>
          <span className={styles.date}>{shortDate(message.receivedAt)}</span>
        </div>
        <div className={styles.preview} aria-hidden>{message.preview || (message.protection === 'none' ? '' : 'S/MIME message')}</div>
      </div>
    </div>
  );
}

function toNames({ to, cc, bcc }: MessageSummary): string {
  return [...to, ...cc, ...bcc].map(({ name, address }) => name || address).join('; ') || '(No recipients)';
}

function describe(message: MessageSummary): string {
  const words = [
    message.isRead ? '' : 'Unread',
    message.hasAttachments ? 'Has attachments' : '',
    message.preview,
  ];
  return words.filter((word) => word !== '').join(', ');
}
