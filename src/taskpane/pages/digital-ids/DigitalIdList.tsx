import { Button, Caption1, ProgressBar, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useId } from 'react';
import { Page } from '../../components/Page';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useReturnFocus } from '../../state/use-return-focus';
import { digitalIds as texts } from '../../texts/digital-ids';
import { fill } from '../../texts/words';
import { DigitalIdRow } from './DigitalIdRow';
import { TryItOffer } from './TryItOffer';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '8px', margin: 0, padding: 0, listStyleType: 'none' },
  add: { alignSelf: 'flex-start' },
  room: { display: 'flex', flexDirection: 'column', gap: '4px', marginTop: '8px', color: tokens.colorNeutralForeground2 },
  words: { display: 'flex', justifyContent: 'space-between' },
});

/** S14. */
export function DigitalIdList() {
  const styles = useStyles();
  const { keyring } = usePane();
  const { open } = useNavigation();
  useReturnFocus();
  return (
    <Page title={texts.title}>
      <ul className={styles.list}>
        {keyring.digitalIds.map((digitalId) => (
          <DigitalIdRow key={digitalId.fingerprint} digitalId={digitalId} />
        ))}
      </ul>
      {keyring.status !== 'unreadable' && (
        <Button id="import" className={styles.add} icon={<AddRegular />} onClick={() => open({ name: 'import' }, 'import')}>
          {texts.importButton}
        </Button>
      )}
      <TryItOffer />
      <Room />
    </Page>
  );
}

/** From here on it is nearly full. */
const warnAt = 0.8;

function Room() {
  const styles = useStyles();
  const { env } = usePane();
  const labelId = useId();
  const { settings } = env.mailbox;
  const used = settings.measure({});
  const share = used / settings.limitCharacters;
  const kilobytes = (characters: number) => Math.ceil(characters / 1024);
  return (
    <div className={styles.room}>
      <div id={labelId} className={styles.words}>
        <Caption1>{texts.room}</Caption1>
        <Caption1>{fill(texts.roomOf, { used: kilobytes(used), all: kilobytes(settings.limitCharacters) })}</Caption1>
      </div>
      <ProgressBar aria-labelledby={labelId} color={share > warnAt ? 'warning' : 'brand'} value={Math.min(1, share)} />
    </div>
  );
}
