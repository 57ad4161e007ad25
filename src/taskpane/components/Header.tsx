import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
  makeStyles,
  tokens,
  typographyStyles,
  useAnnounce,
} from '@fluentui/react-components';
import {
  KeyRegular,
  LockClosedRegular,
  LockOpenRegular,
  MailAttachRegular,
  MoreHorizontalRegular,
  SettingsRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { lockDigitalIds } from '../../flows/unlock-digital-ids';
import type { KeyringState } from '../../worker/keyring';
import { usePane } from '../state/environment';
import { useNavigation } from '../state/navigation';
import { check } from '../texts/check';
import { frame } from '../texts/frame';
import { Seal } from './Seal';

const useStyles = makeStyles({
  header: { display: 'flex', alignItems: 'center', gap: '4px', padding: '8px 8px 0 16px' },
  seal: { width: '20px', height: '20px', color: tokens.colorBrandForeground1, flexShrink: 0, forcedColorAdjust: 'auto' },
  name: { ...typographyStyles.subtitle2, margin: 0, flexGrow: 1 },
  lock: { minWidth: 0 },
});

export function Header() {
  const styles = useStyles();
  const { open } = useNavigation();
  return (
    <div className={styles.header}>
      <Seal className={styles.seal} />
      <h1 className={styles.name}>{frame.product}</h1>
      <LockButton />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={frame.more} relationship="label" positioning="below">
            <Button id="more" appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<SettingsRegular />} onClick={() => open({ name: 'settings' }, 'more')}>
              {frame.settings}
            </MenuItem>
            <MenuItem icon={<MailAttachRegular />} onClick={() => open({ name: 'check' }, 'more')}>
              {check.menu}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}

const icons: Readonly<Record<KeyringState['status'], typeof KeyRegular>> = {
  empty: KeyRegular,
  locked: LockClosedRegular,
  unlocked: LockOpenRegular,
  unreadable: WarningRegular,
};

function LockButton() {
  const styles = useStyles();
  const act = useLockAction();
  const { keyring } = usePane();
  const { text, name } = frame.lock[keyring.status];
  const Icon = icons[keyring.status];
  return (
    <Tooltip content={name} relationship="label" positioning="below">
      <Button id="lock" appearance="subtle" className={styles.lock} icon={<Icon />} onClick={act}>
        {text}
      </Button>
    </Tooltip>
  );
}

function useLockAction(): () => void {
  const { env, keyring, setKeyring } = usePane();
  const { page, openOver, select } = useNavigation();
  const { announce } = useAnnounce();
  return () => {
    if (keyring.status === 'locked') {
      if (page?.name !== 'unlock') openOver({ name: 'unlock' }, 'lock');
    } else if (keyring.status === 'unlocked') {
      void lockDigitalIds(env).then((state) => {
        setKeyring(state);
        announce(frame.announce.locked);
      });
    } else select('digital-ids');
  };
}
