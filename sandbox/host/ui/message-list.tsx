import { mergeClasses, SearchBox } from '@fluentui/react-components';
import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { folderNames } from './folder-list';
import { useMessageListStyles } from './message-list-styles';
import { MessageRows } from './message-rows';
import { useOutlook, useOutlookState } from './use-outlook';

export function MessageList() {
  const styles = useMessageListStyles();
  const outlook = useOutlook();
  const { mailbox, me, folder, query } = useOutlookState();
  const list = useRef<HTMLDivElement>(null);
  const { listed } = outlook;
  const owner = mailbox === me.address ? '' : ` (${outlook.addressOf(mailbox).name})`;
  const title = `${folderNames[folder]}${owner}`;
  const toList = (): void => list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  const isSearching = query.trim() !== '';
  return (
    <section className={styles.column} aria-label={title} data-region="list">
      <h2 className={styles.title}>{title}</h2>
      <SearchField title={title} onLeave={toList} />
      <MessageRows listed={listed} list={list} />
      <p role="status" className={mergeClasses(styles.empty, listed.length > 0 && styles.count)}>
        {isSearching ? foundText(listed.length) : listed.length === 0 && `Nothing in ${title}.`}
      </p>
    </section>
  );
}

function foundText(count: number): string {
  if (count === 0) return 'No message has all these words. Try fewer or others.';
  return count === 1 ? '1 message found' : `${count} messages found`;
}

/** Down goes to what was found, Esc shows all again. */
function SearchField({ title, onLeave }: { readonly title: string; readonly onLeave: () => void }) {
  const styles = useMessageListStyles();
  const outlook = useOutlook();
  const { query } = useOutlookState();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') outlook.state.change({ query: '' });
    else if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <SearchBox
      className={styles.search}
      size="small"
      aria-label={`Search in ${title}`}
      placeholder="Search"
      value={query}
      dismiss={{ 'aria-label': 'Clear the search' }}
      onChange={(_, { value }) => outlook.state.change({ query: value })}
      onKeyDown={onKeyDown}
    />
  );
}
