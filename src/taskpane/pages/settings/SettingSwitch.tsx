import { Caption1, Switch, makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { KeyringState } from '../../../worker/keyring';
import { Message } from '../../components/Message';
import { settings as texts } from '../../texts/settings';
import { useSetting } from './use-setting';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    alignItems: 'start',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  label: { paddingTop: '6px', cursor: 'pointer' },
  hint: { gridColumn: '1 / 3', marginTop: '2px', color: tokens.colorNeutralForeground2 },
  failure: { gridColumn: '1 / 3', marginTop: '8px' },
});

interface SettingSwitchProps {
  readonly id?: string;
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly save: (isOn: boolean) => Promise<KeyringState>;
}

export function SettingSwitch({ id, label, hint, isOn, save }: SettingSwitchProps) {
  const styles = useStyles();
  const ownId = useId();
  const hintId = useId();
  const switchId = id ?? ownId;
  const { value, canChange, failure, set } = useSetting(isOn, save, (on) => (on ? texts.on : texts.off));
  return (
    <div className={styles.row}>
      <label htmlFor={switchId} className={styles.label}>
        {label}
      </label>
      <Switch
        id={switchId}
        aria-describedby={hintId}
        checked={value}
        disabledFocusable={!canChange}
        onChange={(_event, { checked }) => {
          if (canChange) set(checked);
        }}
      />
      <Caption1 id={hintId} className={styles.hint}>
        {hint}
      </Caption1>
      {failure !== null && (
        <div className={styles.failure}>
          <Message told={failure} />
        </div>
      )}
    </div>
  );
}
