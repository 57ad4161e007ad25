import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Draft, Recipient, RecipientField } from '../model/draft';
import { useDraftState, useOutlook } from './use-outlook';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: '8px',
    padding: '5px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':focus-within': { borderBottom: `1px solid ${tokens.colorCompoundBrandStroke}` },
  },
  label: { width: '32px', lineHeight: '28px', color: tokens.colorNeutralForeground2 },
  chips: { flexGrow: 1, display: 'flex', flexWrap: 'wrap', gap: '4px', minWidth: 0 },
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    height: '26px',
    padding: '0 8px 0 10px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    cursor: 'pointer',
  },
  unknown: {
    backgroundColor: tokens.colorPaletteRedBackground1,
    color: tokens.colorPaletteRedForeground1,
    textDecoration: 'underline wavy',
  },
  input: {
    flexGrow: 1,
    minWidth: '120px',
    height: '28px',
    border: 'none',
    outline: 'none',
    background: 'none',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
  },
});

interface Props {
  readonly draft: Draft;
  readonly field: RecipientField;
  readonly label: string;
}

export function RecipientsField({ draft, field, label }: Props) {
  const styles = useStyles();
  const recipients = useDraftState(draft)[field];
  const remove = (gone: Recipient): void => draft.setRecipients(field, recipients.filter((one) => one !== gone));
  return (
    <div className={styles.row}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <div className={styles.chips}>
        {recipients.map((recipient, index) => (
          <button
            key={`${recipient.address}-${index}`}
            type="button"
            className={mergeClasses(styles.chip, !recipient.isResolved && styles.unknown)}
            title={recipient.isResolved ? recipient.address : 'Not an address'}
            aria-label={`Remove ${recipient.name}`}
            onClick={() => remove(recipient)}
          >
            {recipient.name} <DismissRegular fontSize={12} />
          </button>
        ))}
        <RecipientInput draft={draft} field={field} label={label} />
      </div>
    </div>
  );
}

/** Enter, comma, semicolon or leaving the field makes a recipient of what was typed. */
function RecipientInput({ draft, field, label }: Props) {
  const styles = useStyles();
  const outlook = useOutlook();
  const suggestions = useId();
  const [text, setText] = useState('');
  const commit = (typed: string): void => {
    const entries = typed.split(/[;,]/).map((entry) => entry.trim());
    const found = entries.filter((entry) => entry !== '').map((entry) => recipientOf(outlook.addressOf(entry)));
    if (found.length > 0) draft.setRecipients(field, [...draft.state.get()[field], ...found]);
    setText('');
  };
  const change = (typed: string): void => {
    const isWhole = outlook.directory.some(({ address }) => address === typed);
    if (isWhole || /[;,]$/.test(typed)) commit(typed);
    else setText(typed);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      commit(text);
    } else if (event.key === 'Backspace' && text === '') {
      draft.setRecipients(field, draft.state.get()[field].slice(0, -1));
    }
  };
  return (
    <>
      <input
        className={styles.input}
        aria-label={label}
        list={suggestions}
        autoComplete="off"
        autoFocus={field === 'to' && draft.composeType !== 'reply'}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => commit(text)}
      />
      <datalist id={suggestions}>
        {outlook.directory.map(({ address, name }) => (
          <option key={address} value={address} label={name} />
        ))}
      </datalist>
    </>
  );
}

function recipientOf({ address, name }: { address: string; name: string }): Recipient {
  return { address, name, isResolved: /^[^\s@]+@[^\s@]+$/.test(address) };
}
