import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { MailAttachRegular } from '@fluentui/react-icons';
import { FileButton } from '../../components/FileButton';
import { Page } from '../../components/Page';
import { fromDisk } from '../../content/chosen-file';
import { filePage, useNavigation } from '../../state/navigation';
import { check as texts } from '../../texts/check';
import { checkedEndings } from './CheckCard';

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '24px 16px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    textAlign: 'center',
  },
  icon: { fontSize: '32px', color: tokens.colorBrandForeground1 },
  endings: { color: tokens.colorNeutralForeground2 },
});

/** S36 from the menu: what was chosen takes this page's place. */
export function CheckPage() {
  const styles = useStyles();
  const { back, replace } = useNavigation();
  return (
    <Page title={texts.title} onBack={back} takesFocus>
      <div className={styles.zone}>
        <MailAttachRegular aria-hidden className={styles.icon} />
        <Body1>{texts.how}</Body1>
        <FileButton
          appearance="primary"
          label={texts.choose}
          accept={checkedEndings}
          onFile={(file) => replace(filePage(fromDisk(file)))}
        />
        <Caption1 className={styles.endings}>
          <bdi dir="ltr">{texts.endings}</bdi>
        </Caption1>
      </div>
    </Page>
  );
}
