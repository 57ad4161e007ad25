import { useImport } from '../../state/use-import';
import { useNavigation } from '../../state/navigation';
import { Page } from '../../components/Page';
import { importing as texts } from '../../texts/digital-ids';
import { ChooseFile } from './ChooseFile';
import { FoundDigitalIds } from './FoundDigitalIds';
import { Imported } from './Imported';

/** S10: the file, what is in it, then it is kept. */
export function ImportPage() {
  const { back, page } = useNavigation();
  const actions = useImport(page?.name === 'import' ? page.file : undefined);
  const { found, imported } = actions.state;
  if (imported !== undefined) return <Imported imported={imported} />;
  if (found !== undefined) return <FoundDigitalIds actions={actions} found={found} />;
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <ChooseFile actions={actions} />
    </Page>
  );
}
