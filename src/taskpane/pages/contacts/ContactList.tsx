import { Body1, Button, Caption1, SearchBox, makeStyles, tokens, useAnnounce } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { JudgedContact } from '../../../flows/contacts/judge-contact';
import { Page } from '../../components/Page';
import { Words } from '../../components/Words';
import { useNavigation } from '../../state/navigation';
import { useReturnFocus } from '../../state/use-return-focus';
import { contacts as texts } from '../../texts/contacts';
import { count, fill } from '../../texts/words';
import { ContactRow } from './ContactRow';
import { contactRowId, namesOf } from './show-contact';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  search: { maxWidth: 'none', width: '100%' },
  import: { alignSelf: 'flex-start' },
  soft: { color: tokens.colorNeutralForeground2 },
});

const importId = 'import-certificates';

interface ContactListProps {
  readonly contacts: readonly JudgedContact[];
  /** From a page over it. */
  readonly isBack: boolean;
}

export function ContactList({ contacts, isBack }: ContactListProps) {
  const styles = useStyles();
  const { open, returnTo } = useNavigation();
  useReturnFocus();
  const { text, setText, found } = useSearch(contacts);
  // Where Back leads to may have been removed meanwhile, or be on another tab.
  const isOpenerGone = returnTo === null ? isBack : returnTo !== importId && contacts.every(({ contact }) => contactRowId(contact.address) !== returnTo);
  return (
    <Page title={texts.title} takesFocus={isOpenerGone}>
      {contacts.length === 0 && <Body1>{texts.empty}</Body1>}
      {contacts.length > 0 && (
        <SearchBox
          className={styles.search}
          aria-label={texts.search}
          placeholder={texts.searchHint}
          value={text}
          onChange={(_event, { value }) => setText(value)}
        />
      )}
      {found.length > 0 && (
        <ul className={styles.list} aria-label={texts.title}>
          {found.map((judged) => (
            <ContactRow key={judged.contact.address} judged={judged} />
          ))}
        </ul>
      )}
      {contacts.length > 0 && found.length === 0 && (
        <Body1>
          <Words of={texts.noMatch} with={{ text }} />
        </Body1>
      )}
      <Button
        id={importId}
        className={styles.import}
        icon={<AddRegular />}
        onClick={() => open({ name: 'import-certificates' }, importId)}
      >
        {texts.importButton}
      </Button>
      <Caption1 className={styles.soft}>{texts.where}</Caption1>
    </Page>
  );
}

function useSearch(contacts: readonly JudgedContact[]) {
  const { announce } = useAnnounce();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = contacts.filter(
    (judged) => judged.contact.address.includes(wanted) || namesOf(judged).some((name) => name.toLowerCase().includes(wanted)),
  );
  const { length } = found;
  useEffect(() => {
    if (wanted !== '') announce(fill(texts.found, { contacts: count(length, 'contact', 'contacts') }), { polite: true });
  }, [announce, wanted, length]);
  return { text, setText, found };
}
