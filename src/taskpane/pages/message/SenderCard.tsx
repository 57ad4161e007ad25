import { Body1, Button, Card, makeStyles, useAnnounce, useRestoreFocusTarget } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { addToContacts, senderCard } from '../../../flows/add-to-contacts';
import type { SenderCard as Offer } from '../../../flows/add-to-contacts';
import type { SmimeReading } from '../../../flows/open-message';
import { Message } from '../../components/Message';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import { useAddSender } from '../../state/use-add-sender';
import { tell } from '../../texts/errors';
import { cleanName } from '../../texts/names';
import { sender as texts } from '../../texts/read';
import { fill } from '../../texts/words';
import { ReplaceDialog } from './ReplaceDialog';

const useStyles = makeStyles({ button: { alignSelf: 'flex-start' }, text: { overflowWrap: 'anywhere' } });

type State =
  | { readonly phase: 'asking' }
  | { readonly phase: 'offered'; readonly offer: Offer | null }
  | { readonly phase: 'added'; readonly address: string; readonly canEncrypt: boolean }
  | { readonly phase: 'failed'; readonly error: unknown };

/** Only beside a good signature: keeps the sender's certificate, to write to them encrypted. */
export function SenderCard({ reading }: { readonly reading: SmimeReading }) {
  const styles = useStyles();
  const { keyring } = usePane();
  const { state, add, compare } = useSender(reading);
  useAddSender(reading, keyring.preferences.addSenders);
  const [isAsking, setAsking] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const isAdded = state.phase === 'added';
  useEffect(() => {
    // The button that was pressed is gone.
    if (isAdded) card.current?.focus();
  }, [isAdded]);
  if (state.phase === 'asking') return null;
  if (state.phase === 'failed') return <Message told={tell(state.error)} intent="warning" />;
  const offer = state.phase === 'offered' ? state.offer : null;
  if (state.phase === 'offered' && (offer === null || offer.state === 'same')) return null;
  const address = state.phase === 'added' ? state.address : offer?.address;
  const isUpdate = offer?.state === 'update' || offer?.state === 'replace';
  const text = state.phase === 'added' ? addedText(state) : isUpdate ? texts.update : texts.add;
  const replace = () => {
    setAsking(false);
    add('replace');
  };
  return (
    <div ref={card} role="group" aria-label={texts.title} tabIndex={-1}>
      <Card appearance="outline">
        <Body1 className={styles.text}>
          <Words of={text} with={{ address }} />
        </Body1>
        {offer !== null && <AddButton isUpdate={isUpdate} onAdd={() => (offer.state === 'replace' ? setAsking(true) : add())} />}
        {isAsking && offer?.state === 'replace' && (
          <ReplaceDialog offer={offer} onKeep={() => setAsking(false)} onCompare={compare} onReplace={replace} />
        )}
      </Card>
    </div>
  );
}

function addedText({ canEncrypt }: { readonly canEncrypt: boolean }) {
  return canEncrypt ? texts.added : texts.addedSignOnly;
}

function AddButton({ isUpdate, onAdd }: { readonly isUpdate: boolean; readonly onAdd: () => void }) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  return (
    <Button {...restoreFocus} className={styles.button} onClick={onAdd}>
      {isUpdate ? texts.updateButton : texts.addButton}
    </Button>
  );
}

interface SenderActions {
  readonly state: State;
  readonly add: (succession?: 'replace') => void;
  /** Keeps the new one beside the one in use, and opens it to be compared. */
  readonly compare: () => void;
}

function useSender(reading: SmimeReading): SenderActions {
  const { env } = usePane();
  const { announce } = useAnnounce();
  const { select } = useNavigation();
  const [state, setState] = useState<State>({ phase: 'asking' });
  useEffect(() => {
    let isDropped = false;
    // What this card itself has added stays said as long as it is so.
    const show = (next: State) => {
      const isSo = next.phase === 'offered' && next.offer?.state === 'same';
      if (!isDropped) setState((before) => (before.phase === 'added' && isSo ? before : next));
    };
    const ask = () => {
      senderCard(env, reading).then(
        (offer) => show({ phase: 'offered', offer }),
        (error: unknown) => show({ phase: 'failed', error }),
      );
    };
    ask();
    const stop = env.contacts.onChanged(ask);
    return () => {
      isDropped = true;
      stop();
    };
  }, [env, reading]);
  const { address } = reading.from;
  const failed = (error: unknown) => setState({ phase: 'failed', error });
  const add = (succession?: 'replace') => {
    addToContacts(env, reading, succession).then((canEncrypt) => {
      setState({ phase: 'added', address, canEncrypt });
      announce(fill(addedText({ canEncrypt }), { address: cleanName(address) }));
    }, failed);
  };
  const compare = () => {
    if (state.phase !== 'offered' || state.offer?.state !== 'replace') return;
    const { fingerprint } = state.offer.offered;
    addToContacts(env, reading, 'keep').then(() => {
      setState({ phase: 'offered', offer: null });
      select('contacts', { name: 'compare', address, fingerprint });
    }, failed);
  };
  return { state, add, compare };
}
