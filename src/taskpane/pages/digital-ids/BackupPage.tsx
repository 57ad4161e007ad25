import { useState } from 'react';
import { Page } from '../../components/Page';
import { UnlockForm } from '../../components/UnlockForm';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import type { SavedBackup } from '../../state/use-backup';
import { backup as texts } from '../../texts/digital-ids';
import { BackupForm } from './BackupForm';
import { BackupMade } from './BackupMade';
import { ProveBackup } from './ProveBackup';

/** S12: one or several digital IDs as a .pfx file, which can be tried at once. */
export function BackupPage({ fingerprint }: { readonly fingerprint: string }) {
  const { keyring } = usePane();
  const { back } = useNavigation();
  const [saved, setSaved] = useState<SavedBackup | null>(null);
  const [isProving, setProving] = useState(false);
  if (saved !== null && isProving) return <ProveBackup saved={saved} onBack={() => setProving(false)} onDone={back} />;
  if (saved !== null) return <BackupMade saved={saved} onProve={() => setProving(true)} onDone={back} />;
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      {keyring.status === 'unlocked' ? <BackupForm first={fingerprint} onSaved={setSaved} /> : <UnlockForm autoFocus />}
    </Page>
  );
}
