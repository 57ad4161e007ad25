import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { PersonSwapRegular } from '@fluentui/react-icons/svg/person-swap';
import { WeatherMoonFilled, WeatherMoonRegular } from '@fluentui/react-icons/svg/weather-moon';
import { useSyncExternalStore } from 'react';
import { useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    height: '48px',
    padding: '0 12px 0 16px',
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    '@media (forced-colors: active)': { borderBottom: '1px solid CanvasText' },
  },
  product: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  hint: { opacity: 0.9, fontSize: tokens.fontSizeBase200 },
  space: { flexGrow: 1 },
  person: { display: 'flex', alignItems: 'center', gap: '8px' },
  switch: {
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': { color: tokens.colorNeutralForegroundOnBrand, backgroundColor: tokens.colorBrandBackgroundHover },
    ':hover:active': { color: tokens.colorNeutralForegroundOnBrand, backgroundColor: tokens.colorBrandBackgroundPressed },
  },
  address: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export function Header() {
  const styles = useStyles();
  const { me } = useOutlookState();
  return (
    <header className={styles.header} data-region="header">
      <h1 className={styles.product}>Outlook (sandbox)</h1>
      <span className={styles.hint}>Nothing leaves this computer</span>
      <span className={styles.space} />
      <ThemeSwitch />
      <span className={styles.person}>
        <Avatar name={me.name} size={28} color="colorful" aria-hidden />
        <span data-testid="me">{me.name}</span>
      </span>
      <SwitchMailbox />
    </header>
  );
}

function ThemeSwitch() {
  const styles = useStyles();
  const { theme } = useOutlook();
  const { name } = useSyncExternalStore(theme.name.subscribe, theme.name.get);
  return (
    <Button
      appearance="transparent"
      className={styles.switch}
      aria-label="Dark mode"
      aria-pressed={name === 'dark'}
      title="Dark mode"
      icon={name === 'dark' ? <WeatherMoonFilled /> : <WeatherMoonRegular />}
      onClick={() => theme.toggle()}
    />
  );
}

function SwitchMailbox() {
  const styles = useStyles();
  const outlook = useOutlook();
  const { world, me } = useOutlookState();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" className={styles.switch} icon={<PersonSwapRegular />}>
          Switch mailbox
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {world.people.map((person) => (
            <MenuItem
              key={person.address}
              aria-label={person.name}
              icon={<Avatar name={person.name} size={24} color="colorful" aria-hidden />}
              disabled={person.address === me.address}
              onClick={() => void outlook.switchMailbox(person)}
            >
              <div>{person.name}</div>
              <div className={styles.address}>{person.address}</div>
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
