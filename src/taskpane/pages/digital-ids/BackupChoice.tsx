import { Body1, Caption1, Checkbox, Label, makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { usePane } from '../../state/environment';
import { backup as texts, digitalIds } from '../../texts/digital-ids';
import { cleanName } from '../../texts/names';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column' },
  what: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  wrong: { color: tokens.colorStatusDangerForeground1 },
  soft: { color: tokens.colorNeutralForeground2 },
});

interface BackupChoiceProps {
  /** Fingerprints. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which digital IDs go into the file; in their order. */
export function BackupChoice({ chosen, onChange }: BackupChoiceProps) {
  const styles = useStyles();
  const { keyring, env } = usePane();
  const labelId = useId();
  const change = (fingerprint: string, isChosen: boolean) =>
    onChange(
      keyring.digitalIds
        .map((digitalId) => digitalId.fingerprint)
        .filter((each) => (each === fingerprint ? isChosen : chosen.includes(each))),
    );
  return (
    <div role="group" aria-labelledby={labelId} className={styles.list}>
      <Label id={labelId}>{texts.which}</Label>
      {keyring.digitalIds.map(({ name, fingerprint, certificate }) => (
        <Checkbox
          key={fingerprint}
          checked={chosen.includes(fingerprint)}
          onChange={(_event, { checked }) => change(fingerprint, checked === true)}
          label={
            <span className={styles.what}>
              <bdi>{cleanName(name)}</bdi>
              <Caption1 className={styles.soft}>
                {certificate.notAfter < env.now() ? (
                  digitalIds.states.expired
                ) : certificate.emailAddresses.length === 0 ? (
                  digitalIds.noAddress
                ) : (
                  <bdi dir="ltr">{cleanName(certificate.emailAddresses.join(', '))}</bdi>
                )}
              </Caption1>
            </span>
          }
        />
      ))}
      <Body1 role="status" className={styles.wrong}>
        {chosen.length === 0 && texts.noneChosen}
      </Body1>
    </div>
  );
}
