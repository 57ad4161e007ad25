import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { BackupPage } from './BackupPage';
import { DigitalIdList } from './DigitalIdList';
import { FirstRun } from './FirstRun';
import { ImportPage } from './ImportPage';
import { TryItPage } from './TryItPage';

export function DigitalIdsTab() {
  const { keyring } = usePane();
  const { page } = useNavigation();
  if (page?.name === 'import') return <ImportPage />;
  if (page?.name === 'try-it') return <TryItPage />;
  const { digitalIds, status } = keyring;
  const exported = page?.name === 'backup' ? digitalIds.find(({ fingerprint }) => fingerprint === page.fingerprint) : undefined;
  if (exported !== undefined) return <BackupPage fingerprint={exported.fingerprint} />;
  return digitalIds.length === 0 && status !== 'unreadable' ? <FirstRun /> : <DigitalIdList />;
}
