import { useAnnounce } from '@fluentui/react-components';
import { useEffect } from 'react';
import { cleanName } from '../../texts/names';
import { read } from '../../texts/read';
import { fillLoosely } from '../../texts/words';
import type { Verdict } from '../../verdict/verdict';

/** Once for each verdict; at once only when somebody may be about to be deceived. */
export function useSpoken({ tier, headline, values }: Verdict): void {
  const { announce } = useAnnounce();
  const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanName(value)]));
  const spoken = fillLoosely(read.checked.replace('{headline}', headline), named);
  useEffect(() => announce(spoken, tier === 'danger' ? { alert: true } : { polite: true }), [announce, spoken, tier]);
}
