import { Field, Radio, RadioGroup, makeStyles, tokens } from '@fluentui/react-components';
import type { KeyringState } from '../../../worker/keyring';
import { Message } from '../../components/Message';
import { usePane } from '../../state/environment';
import { useSetting } from './use-setting';

const useStyles = makeStyles({
  row: { display: 'flex', flexDirection: 'column', gap: '8px', padding: '14px 0 8px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
});

interface SettingChoiceProps<T extends string> {
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly chosen: T;
  readonly save: (choice: T) => Promise<KeyringState>;
}

export function SettingChoice<T extends string>({ label, hint, choices, names, chosen, save }: SettingChoiceProps<T>) {
  const styles = useStyles();
  const { keyring } = usePane();
  const { value, canChange, failure, set } = useSetting(chosen, save, (choice) => names[choice]);
  const choose = (given: string) => {
    const choice = choices.find((known) => known === given);
    if (canChange && choice !== undefined) set(choice);
  };
  return (
    <div className={styles.row}>
      <Field label={label} hint={hint}>
        <RadioGroup value={value} disabled={keyring.status !== 'unlocked'} onChange={(_event, data) => choose(data.value)}>
          {choices.map((choice) => (
            <Radio key={choice} value={choice} label={names[choice]} />
          ))}
        </RadioGroup>
      </Field>
      {failure !== null && <Message told={failure} />}
    </div>
  );
}
