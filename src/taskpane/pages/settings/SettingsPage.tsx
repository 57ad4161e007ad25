import { useState } from 'react';
import { ChangePassphrasePage } from './ChangePassphrasePage';
import { SettingsList } from './SettingsList';

/** S60, and the one page behind it. */
export function SettingsPage() {
  const [view, setView] = useState<'list' | 'passphrase' | 'back'>('list');
  if (view === 'passphrase') return <ChangePassphrasePage onBack={() => setView('back')} />;
  return <SettingsList isBack={view === 'back'} onChangePassphrase={() => setView('passphrase')} />;
}
