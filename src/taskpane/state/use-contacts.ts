import { useEffect, useState } from 'react';
import type { JudgedContact } from '../../flows/contacts/judge-contact';
import { listContacts } from '../../flows/contacts/list-contacts';
import { usePane } from './environment';

export type ContactsState =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly contacts: readonly JudgedContact[] }
  | { readonly phase: 'failed'; readonly error: unknown };

export interface ContactsKnown {
  readonly state: ContactsState;
  /** Whether nothing has changed since they were asked for: who is missing may only be on the way. */
  readonly isCurrent: boolean;
  readonly retry: () => void;
}

/** Everybody whose certificates are kept, kept up with what this pane and others change. */
export function useContacts(): ContactsKnown {
  const { env } = usePane();
  const [state, setState] = useState<ContactsState>({ phase: 'asking' });
  const [turn, setTurn] = useState(0);
  const [answered, setAnswered] = useState(-1);
  useEffect(() => env.contacts.onChanged(() => setTurn((before) => before + 1)), [env]);
  useEffect(() => {
    let isDropped = false;
    const show = (next: ContactsState) => {
      if (isDropped) return;
      setState(next);
      setAnswered(turn);
    };
    listContacts(env).then(
      (contacts) => show({ phase: 'known', contacts }),
      (error: unknown) => show({ phase: 'failed', error }),
    );
    return () => {
      isDropped = true;
    };
  }, [env, turn]);
  return { state, isCurrent: answered === turn, retry: () => setTurn(turn + 1) };
}
