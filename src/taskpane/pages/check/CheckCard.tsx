import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { MailAttachRegular } from '@fluentui/react-icons';
import { FileButton } from '../../components/FileButton';
import { fromDisk } from '../../content/chosen-file';
import { filePage, useNavigation } from '../../state/navigation';
import { check as texts } from '../../texts/check';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    gap: '12px',
    padding: '12px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  icon: { flexShrink: 0, fontSize: '24px', color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start', minWidth: 0 },
  endings: { color: tokens.colorNeutralForeground2 },
});

/** What a browser's file dialogue offers first; any other file can be chosen too. */
export const checkedEndings = '.eml,.p7m,.p7z,.p7s,.p7b,.p7c,.cer,.crt,.pem,.pfx,.p12';

/** S36. Dropping works everywhere on the pane; this says so, and has the button. */
export function CheckCard() {
  const styles = useStyles();
  const { open } = useNavigation();
  const id = 'check-file';
  return (
    <section className={styles.card} aria-label={texts.title}>
      <MailAttachRegular aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <Body1>
          <Body1Strong>{texts.title}.</Body1Strong> {texts.how}
        </Body1>
        <FileButton
          id={id}
          label={texts.choose}
          accept={checkedEndings}
          onFile={(file) => open(filePage(fromDisk(file)), id)}
        />
        <Caption1 className={styles.endings}>
          <bdi dir="ltr">{texts.endings}</bdi>
        </Caption1>
      </div>
    </section>
  );
}
