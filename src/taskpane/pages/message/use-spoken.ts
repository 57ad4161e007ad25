import { useAnnounce } from '@fluentui/react-components';
import { useEffect } from 'react';
import { cleanName } from '../../texts/names';
import { read } from '../../texts/read';
import { fillLoosely } from '../../texts/words';
import type { Verdict } from '../../verdict/verdict';

/** What was said of each reading. */
const said = new WeakMap<object, string>();

/**
 * Once for each verdict, however often the page is drawn; at once only when
 * somebody may be about to be deceived.
 * @param reading - what the verdict is about
 */
export function useSpoken({ tier, headline, values }: Verdict, reading: object): void {
  const { announce } = useAnnounce();
  const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanName(value)]));
  const spoken = fillLoosely(read.checked.replace('{headline}', headline), named);
  useEffect(() => {
    if (said.get(reading) === spoken) return;
    said.set(reading, spoken);
    announce(spoken, tier === 'danger' ? { alert: true } : { polite: true });
  }, [announce, reading, spoken, tier]);
}
