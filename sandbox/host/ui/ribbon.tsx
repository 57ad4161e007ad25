import {
  makeStyles,
  tokens,
  Toolbar,
  ToolbarButton,
  ToolbarDivider,
  Tooltip,
} from '@fluentui/react-components';
import { ArrowForwardRegular } from '@fluentui/react-icons/svg/arrow-forward';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { ArrowReplyAllRegular } from '@fluentui/react-icons/svg/arrow-reply-all';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { MailEditRegular } from '@fluentui/react-icons/svg/mail-edit';
import type { AddIn, RibbonControl, Surface } from '../../manifest';
import { useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  ribbon: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '2px',
    margin: '8px',
    padding: '2px 8px',
    minHeight: '44px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  group: { padding: 0, gap: '2px' },
  groupName: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, padding: '0 4px 0 8px' },
  divider: { flexGrow: 0, height: '24px' },
  button: { fontWeight: tokens.fontWeightRegular },
  problem: { color: tokens.colorPaletteRedForeground1, padding: '0 8px' },
  tipTitle: { fontWeight: tokens.fontWeightSemibold, display: 'block', marginBottom: '2px' },
});

export function Ribbon() {
  const styles = useStyles();
  const { world, draft } = useOutlookState();
  const { addIn } = useOutlook();
  return (
    <div role="region" aria-label="Ribbon" className={styles.ribbon} data-region="ribbon">
      <HomeGroup />
      <ToolbarDivider className={styles.divider} />
      {world.addInProblem !== undefined && <span className={styles.problem}>No add-in: {world.addInProblem}</span>}
      {addIn !== undefined && <AddInGroups addIn={addIn} surface={draft === undefined ? 'read' : 'compose'} />}
    </div>
  );
}

function HomeGroup() {
  const styles = useStyles();
  const outlook = useOutlook();
  const { message, draft } = useOutlookState();
  const isIdle = message === undefined || draft !== undefined;
  return (
    <Toolbar aria-label="Home" className={styles.group}>
      <ToolbarButton appearance="primary" icon={<MailEditRegular />} onClick={() => void outlook.newMail()}>
        New mail
      </ToolbarButton>
      <Action label="Reply" icon={<ArrowReplyRegular />} isIdle={isIdle} onClick={() => void outlook.reply(false)} />
      <Action label="Reply all" icon={<ArrowReplyAllRegular />} isIdle={isIdle} onClick={() => void outlook.reply(true)} />
      <Action label="Forward" icon={<ArrowForwardRegular />} isIdle={isIdle} onClick={() => void outlook.forward()} />
      <Action label="Delete" icon={<DeleteRegular />} isIdle={isIdle} onClick={() => void outlook.deleteSelected()} />
    </Toolbar>
  );
}

interface ActionProps {
  readonly label: string;
  readonly icon: React.ReactElement;
  readonly isIdle: boolean;
  readonly onClick: () => void;
}

function Action({ label, icon, isIdle, onClick }: ActionProps) {
  return (
    <Tooltip content={label} relationship="label" positioning="below">
      <ToolbarButton icon={icon} disabled={isIdle} onClick={onClick} />
    </Tooltip>
  );
}

function AddInGroups({ addIn, surface }: { readonly addIn: AddIn; readonly surface: Surface }) {
  const styles = useStyles();
  const { message, draft } = useOutlookState();
  const hasItem = message !== undefined || draft !== undefined;
  return addIn.surfaces[surface].map((group) => (
    <Toolbar key={group.id} aria-label={group.label} className={styles.group}>
      <span className={styles.groupName} aria-hidden>
        {group.label}
      </span>
      {group.controls.map((control) => (
        <ControlButton key={control.id} control={control} isIdle={!hasItem} />
      ))}
    </Toolbar>
  ));
}

/** Outlook on the web starts add-ins only on a message. */
function ControlButton({ control, isIdle }: { readonly control: RibbonControl; readonly isIdle: boolean }) {
  const styles = useStyles();
  const outlook = useOutlook();
  const { pane } = useOutlookState();
  const tip = (
    <span>
      <span className={styles.tipTitle}>{control.supertipTitle}</span>
      {control.supertip}
    </span>
  );
  const icon = control.icons['20'] ?? control.icons['16'];
  return (
    <Tooltip content={tip} relationship="description" positioning="below" withArrow>
      <ToolbarButton
        className={styles.button}
        disabled={isIdle}
        data-control={control.id}
        aria-pressed={pane?.controlId === control.id}
        icon={icon === undefined ? {} : <img src={icon} alt="" width={20} height={20} />}
        onClick={() => void outlook.runControl(control)}
      >
        {control.label}
      </ToolbarButton>
    </Tooltip>
  );
}
