import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useContext, useState } from 'react';
import { copyText } from '../content/copy';
import { PaneContext } from '../state/environment';
import { report as texts } from '../texts/report';
import { fill } from '../texts/words';

interface ReportMenuProps {
  /** Codes and numbers. */
  readonly lines: readonly string[];
}

const useStyles = makeStyles({
  report: {
    margin: '8px 0 0',
    maxHeight: '200px',
    overflowY: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    userSelect: 'text',
  },
});

/** "Copy report for IT": what would be copied is shown first. */
export function ReportMenu({ lines }: ReportMenuProps) {
  const [shown, setShown] = useState<string | null>(null);
  const restoreFocus = useRestoreFocusTarget();
  // The pane may not be there yet, or no more.
  const client = useContext(PaneContext)?.env.mailbox.client ?? '';
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton {...restoreFocus} appearance="transparent" size="small" aria-label={texts.menu} title={texts.menu} icon={<MoreHorizontalRegular />} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => setShown(write(lines, client))}>{texts.open}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {shown !== null && <ReportDialog text={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function ReportDialog({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const styles = useStyles();
  const [outcome, setOutcome] = useState('');
  const copy = () => {
    void copyText(text).then((isCopied) => setOutcome(isCopied ? texts.copied : texts.refused));
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{texts.title}</DialogTitle>
          <DialogContent>
            {texts.body}
            <pre className={styles.report} tabIndex={0}>
              {text}
            </pre>
            <div role="status">{outcome}</div>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={copy}>
              {texts.copy}
            </Button>
            <Button onClick={onClose}>{texts.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function write(lines: readonly string[], client: string): string {
  const version = document.querySelector<HTMLMetaElement>('meta[name=version]')?.content ?? '';
  return [
    fill(texts.lines.version, { version }),
    fill(texts.lines.client, { client }),
    fill(texts.lines.time, { time: new Date().toISOString() }),
    ...lines.map((error) => fill(texts.lines.error, { error })),
  ].join('\n');
}
