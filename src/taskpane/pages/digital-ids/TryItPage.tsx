import { Page } from '../../components/Page';
import { useNavigation } from '../../state/navigation';
import { useFirstRun } from '../../state/use-first-run';
import { tryIt as texts } from '../../texts/first-run';
import { TryIt } from './TryIt';

/** The third step by itself: later, or for another digital ID. */
export function TryItPage() {
  const { back } = useNavigation();
  const { keep } = useFirstRun();
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <TryIt leave={{ label: texts.done, act: back }} onSent={() => keep('finished')} />
    </Page>
  );
}
