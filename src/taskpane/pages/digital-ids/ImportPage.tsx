import { useState } from 'react';
import { Page } from '../../components/Page';
import { StepLine } from '../../components/StepLine';
import { usePane } from '../../state/environment';
import { useImport } from '../../state/use-import';
import { useNavigation } from '../../state/navigation';
import { importing as texts } from '../../texts/digital-ids';
import { firstRun } from '../../texts/first-run';
import { ChooseFile } from './ChooseFile';
import { FoundDigitalIds } from './FoundDigitalIds';
import { Imported } from './Imported';
import { SkipButton } from './SkipButton';

/** S10: the file, what is in it, then it is kept. The first time it is part of the first run. */
export function ImportPage() {
  const { keyring } = usePane();
  const { back, page } = useNavigation();
  const actions = useImport(page?.name === 'import' ? page.file : undefined);
  const [isFirst] = useState(keyring.digitalIds.length === 0);
  const { found, imported } = actions.state;
  if (imported !== undefined) return <Imported imported={imported} isFirst={isFirst} />;
  if (found !== undefined) return <FoundDigitalIds actions={actions} found={found} isFirst={isFirst} />;
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      {isFirst && <StepLine at={1} name={firstRun.yourDigitalId} />}
      <ChooseFile actions={actions} />
      {isFirst && <SkipButton />}
    </Page>
  );
}
