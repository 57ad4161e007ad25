import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentSignatureRegular, LockClosedRegular } from '@fluentui/react-icons';
import { Page } from '../../components/Page';
import { Seal } from '../../components/Seal';
import { StepLine } from '../../components/StepLine';
import { useNavigation } from '../../state/navigation';
import { useFirstRun, useLeaveFirstRun } from '../../state/use-first-run';
import { useReturnFocus } from '../../state/use-return-focus';
import { digitalIds as texts } from '../../texts/digital-ids';
import { firstRun } from '../../texts/first-run';
import { SkipButton } from './SkipButton';

const useStyles = makeStyles({
  seal: { width: '48px', height: '48px', color: tokens.colorBrandForeground1, marginTop: '8px', forcedColorAdjust: 'auto' },
  list: { display: 'flex', flexDirection: 'column', gap: '12px', margin: 0, padding: 0, listStyleType: 'none' },
  row: { display: 'grid', gridTemplateColumns: '24px 1fr', columnGap: '12px' },
  icon: { fontSize: '24px', color: tokens.colorBrandForeground1 },
  actions: { display: 'flex', flexDirection: 'column', gap: '4px', marginTop: '8px' },
  soft: { color: tokens.colorNeutralForeground2 },
  button: { width: '100%' },
  from: { textAlign: 'center', color: tokens.colorNeutralForeground2 },
});

/** S01: what it is for, the way to import, and the ways past it. */
export function FirstRun() {
  const styles = useStyles();
  const { open } = useNavigation();
  const leave = useLeaveFirstRun();
  const { keep } = useFirstRun();
  useReturnFocus();
  const { title, signed, encrypted, what, empty, from, withoutOne } = texts.first;
  const onlyRead = () => {
    keep('reader');
    leave();
  };
  return (
    <Page title={title}>
      <Seal className={styles.seal} />
      <ul className={styles.list}>
        <li className={styles.row}>
          <DocumentSignatureRegular aria-hidden className={styles.icon} />
          <Body1>
            <b>{signed.term}</b> {signed.text}
          </Body1>
        </li>
        <li className={styles.row}>
          <LockClosedRegular aria-hidden className={styles.icon} />
          <Body1>
            <b>{encrypted.term}</b> {encrypted.text}
          </Body1>
        </li>
      </ul>
      <StepLine at={1} name={firstRun.yourDigitalId} />
      <Body1>
        {empty} {what} {firstRun.where}
      </Body1>
      <div className={styles.actions}>
        <Button
          id="import"
          appearance="primary"
          size="large"
          className={styles.button}
          onClick={() => open({ name: 'import' }, 'import')}
        >
          {texts.importButton}
        </Button>
        <Caption1 className={styles.from}>{from}</Caption1>
        <Button className={styles.button} onClick={onlyRead}>
          {firstRun.onlyRead}
        </Button>
        <SkipButton />
      </div>
      <Caption1 className={styles.soft}>{withoutOne}</Caption1>
    </Page>
  );
}
