import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Page } from '../../components/Page';

const useStyles = makeStyles({
  icon: { fontSize: '40px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  unsure: { color: tokens.colorStatusWarningForeground3 },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'stretch' },
});

interface ResultProps {
  readonly icon: FluentIcon;
  readonly look: 'good' | 'bad' | 'unsure';
  readonly title: string;
  readonly children: ReactNode;
}

export function Result({ icon: Icon, look, title, children }: ResultProps) {
  const styles = useStyles();
  return (
    <Page title={title} takesFocus>
      <Icon aria-hidden className={mergeClasses(styles.icon, styles[look])} />
      <div className={styles.actions}>{children}</div>
    </Page>
  );
}
