import { Body1, Button, Card, makeStyles, useAnnounce } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { addToContacts, senderCard } from '../../../flows/add-to-contacts';
import type { SenderCard as Offer } from '../../../flows/add-to-contacts';
import type { SmimeReading } from '../../../flows/open-message';
import { Message } from '../../components/Message';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { tell } from '../../texts/errors';
import { cleanName } from '../../texts/names';
import { sender as texts } from '../../texts/read';
import { fill } from '../../texts/words';

const useStyles = makeStyles({ button: { alignSelf: 'flex-start' }, text: { overflowWrap: 'anywhere' } });

type State =
  | { readonly phase: 'asking' }
  | { readonly phase: 'offered'; readonly offer: Offer | null }
  | { readonly phase: 'added'; readonly address: string }
  | { readonly phase: 'failed'; readonly error: unknown };

/** Only beside a good signature: keeps the sender's certificate, to write to them encrypted. */
export function SenderCard({ reading }: { readonly reading: SmimeReading }) {
  const styles = useStyles();
  const { state, add } = useSender(reading);
  if (state.phase === 'asking') return null;
  if (state.phase === 'failed') return <Message told={tell(state.error)} intent="warning" />;
  const offer = state.phase === 'offered' ? state.offer : null;
  if (state.phase === 'offered' && (offer === null || offer.state === 'same')) return null;
  const address = state.phase === 'added' ? state.address : offer?.address;
  const text = state.phase === 'added' ? texts.added : offer?.state === 'update' ? texts.update : texts.add;
  return (
    <Card appearance="outline" role="group" aria-label={texts.title}>
      <Body1 className={styles.text}>
        <Words of={text} with={{ address }} />
      </Body1>
      {offer !== null && (
        <Button className={styles.button} onClick={add}>
          {offer.state === 'update' ? texts.updateButton : texts.addButton}
        </Button>
      )}
    </Card>
  );
}

function useSender(reading: SmimeReading): { readonly state: State; readonly add: () => void } {
  const { env } = usePane();
  const { announce } = useAnnounce();
  const [state, setState] = useState<State>({ phase: 'asking' });
  useEffect(() => {
    let isDropped = false;
    const show = (next: State) => {
      if (!isDropped) setState(next);
    };
    senderCard(env, reading).then(
      (offer) => show({ phase: 'offered', offer }),
      (error: unknown) => show({ phase: 'failed', error }),
    );
    return () => {
      isDropped = true;
    };
  }, [env, reading]);
  const add = () => {
    const { address } = reading.from;
    addToContacts(env, reading).then(
      () => {
        setState({ phase: 'added', address });
        announce(fill(texts.added, { address: cleanName(address) }));
      },
      (error: unknown) => setState({ phase: 'failed', error }),
    );
  };
  return { state, add };
}
