import { makeStyles } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useNavigation } from '../../state/navigation';
import type { FilePage, SubPage } from '../../state/navigation';
import { usePane } from '../../state/environment';
import { keyOf, useItem } from '../../state/use-item';
import { FileView } from './FileView';

const useStyles = makeStyles({
  seen: { display: 'flex', flexDirection: 'column', flexGrow: 1 },
  away: { display: 'none' },
});

/** Whether the page that is seen is a file's, or lies over it. */
export function isFileSeen(pages: readonly SubPage[]): boolean {
  const seen = pages.at(-1)?.name;
  const isDetails = seen === 'signature' || seen === 'encryption';
  return seen === 'file' || (isDetails && pages.at(-2)?.name === 'file');
}

/** All files that are open, one over the other: Back finds each as it was left. */
export function FilePages() {
  const styles = useStyles();
  const { pages } = useNavigation();
  const files = pages.filter((page): page is FilePage => page.name === 'file');
  const details = pages.at(-1)?.name;
  const last = files.length - 1;
  return files.map((page, at) => (
    <div key={page.key} className={at === last && isFileSeen(pages) ? styles.seen : styles.away}>
      <OfItem page={page} />
      <FileView
        page={page}
        place={`file-${at}`}
        isSeen={at === last && isFileSeen(pages)}
        details={at === last && (details === 'signature' || details === 'encryption') ? details : null}
      />
    </div>
  ));
}

/** What came with a message is left with it: no verdict stands beside another one. */
function OfItem({ page }: { readonly page: FilePage }) {
  const { env } = usePane();
  const { close } = useNavigation();
  const shown = keyOf(useItem(env.mailbox));
  const isGone = page.itemKey !== undefined && page.itemKey !== shown;
  useEffect(() => {
    if (isGone) close(page);
  }, [isGone, close, page]);
  return null;
}
