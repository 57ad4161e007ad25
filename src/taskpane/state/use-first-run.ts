import { keepFirstRun, readFirstRun } from '../../flows/first-run';
import type { FirstRun } from '../../flows/first-run';
import { usePane } from './environment';
import { tabId, useNavigation } from './navigation';

/** How far the person went, and how to keep it. */
export function useFirstRun(): { readonly progress: FirstRun | null; readonly keep: (progress: FirstRun) => void } {
  const { env, setKeyring } = usePane();
  const keep = (progress: FirstRun) => {
    // Not kept: it is offered once more, and nothing else is lost.
    keepFirstRun(env, progress).then(setKeyring, () => undefined);
  };
  return { progress: readFirstRun(env), keep };
}

/** To where reading and checking goes on; the tab gets the focus of the button that is gone with its page. */
export function useLeaveFirstRun(): () => void {
  const { select } = useNavigation();
  return () => {
    select('message');
    document.getElementById(tabId('message'))?.focus();
  };
}
