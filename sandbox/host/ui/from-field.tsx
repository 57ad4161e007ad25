import { makeStyles, Select, tokens } from '@fluentui/react-components';
import type { Draft } from '../model/draft';
import { useDraftState, useOutlook } from './use-outlook';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: '10px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, padding: '4px 0' },
  label: { flexShrink: 0, width: '44px', color: tokens.colorNeutralForeground3 },
});

/** Only those who may send as somebody else have a choice. */
export function FromField({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { mailboxes } = useOutlook();
  const { from } = useDraftState(draft);
  if (mailboxes.length < 2) return null;
  const choose = (address: string): void => {
    const chosen = mailboxes.find((mailbox) => mailbox.address === address);
    if (chosen !== undefined) draft.setFrom(chosen);
  };
  return (
    <label className={styles.row}>
      <span className={styles.label}>From</span>
      <Select size="small" value={from.address} onChange={(_, { value }) => choose(value)}>
        {mailboxes.map(({ address, name }) => (
          <option key={address} value={address}>{`${name} <${address}>`}</option>
        ))}
      </Select>
    </label>
  );
}
