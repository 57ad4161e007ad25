import { Page } from '../../components/Page';
import { UnlockForm } from '../../components/UnlockForm';
import { useNavigation } from '../../state/navigation';
import { passphrase } from '../../texts/passphrase';

export function UnlockPage() {
  const { back } = useNavigation();
  return (
    <Page title={passphrase.unlockTitle} onBack={back} takesFocus>
      <UnlockForm autoFocus onUnlocked={back} onEscape={back} />
    </Page>
  );
}
