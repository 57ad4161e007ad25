import { useEffect, useState } from 'react';
import { answersEncrypted, hidesSubject } from '../../../flows/answers-encrypted';
import { automaticPromise } from '../../../flows/automatic-encryption';
import type { Readiness } from '../../../flows/check-readiness';
import { promiseProtection, readPromise } from '../../../flows/promise-protection';
import type { ComposeItem } from '../../../mailbox/types';
import type { SendPromise } from '../../../store/policy';
import { usePane } from '../../state/environment';
import { switches, turn } from './protection';
import type { Protection, Switch } from './protection';

export type ProtectionState =
  | { readonly phase: 'reading' }
  /** What was promised can't be told: nothing may be decided. */
  | { readonly phase: 'unknown'; readonly error: unknown; readonly retry: () => void }
  | {
      readonly phase: 'known';
      readonly sign: Switch;
      readonly encrypt: Switch;
      /** Encrypt is on because everyone can read it, and goes off when that ends. */
      readonly isSuggested: boolean;
      /** That ended while this pane showed it, and the person has not said a word about it since. */
      readonly lostSuggestion: boolean;
      /** Turning Encrypt off is a decision of its own. */
      readonly answersEncrypted: boolean;
      /** Once encrypted. */
      readonly hidesSubject: boolean;
      /** The switch whose change is being kept. */
      readonly busy: Protection | null;
      /** It could not be kept, so the switch did not move. */
      readonly failed: Protection | null;
      /** Resolves whether it is kept. */
      readonly set: (protection: Protection, isOn: boolean) => Promise<boolean>;
    };

type Known = { readonly promise: SendPromise | null; readonly answers: boolean; readonly hides: boolean };
type Read = Known | { readonly error: unknown };

/**
 * The switches of this message. The promise, and what is suggested, is kept
 * with the message before a switch shows it: what people have seen, Outlook's
 * own Send knows of.
 */
export function useProtection(item: ComposeItem, readiness: Readiness | null): ProtectionState {
  const { keyring } = usePane();
  const { read, setRead, retry } = useKept(item);
  const [busy, setBusy] = useState<Protection | null>(null);
  const [failed, setFailed] = useState<Protection | null>(null);
  const [wasSuggested, setWasSuggested] = useState(false);
  const known = read !== null && 'promise' in read ? read : null;

  const keep = async (protection: Protection, promise: SendPromise | null) => {
    setBusy(protection);
    setFailed(null);
    return promiseProtection(item, promise)
      .then(
        () => {
          setRead({ promise, answers: known?.answers === true, hides: known?.hides === true });
          return true;
        },
        () => {
          setFailed(protection);
          return false;
        },
      )
      .finally(() => setBusy(null));
  };
  const isOwed = useAutomatic({ known, readiness, isBusy: busy !== null, keep: (promise) => keep('encrypt', promise) });
  const isSuggested = known?.promise?.encryptSuggested === true && !keyring.policy.encryptAll;
  useEffect(() => {
    if (isSuggested) setWasSuggested(true);
  }, [isSuggested]);

  if (read === null) return { phase: 'reading' };
  if ('error' in read) return { phase: 'unknown', error: read.error, retry };
  const { promise } = read;
  const standing = switches(keyring, promise, readiness);
  return {
    phase: 'known',
    ...standing,
    isSuggested,
    lostSuggestion: wasSuggested && !standing.encrypt.isOn,
    answersEncrypted: promise?.answersEncrypted === true,
    hidesSubject: read.hides,
    busy: busy ?? (isOwed ? 'encrypt' : null),
    failed,
    set: (protection, isOn) => {
      if (protection === 'encrypt') setWasSuggested(false);
      return keep(protection, turn(promise, protection, isOn, keyring.policy));
    },
  };
}

/** What was kept with the message, and what it answers. */
function useKept(item: ComposeItem) {
  const { env, keyring: { preferences } } = usePane();
  const [read, setRead] = useState<Read | null>(null);
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    let isDropped = false;
    const show = (result: Read) => {
      if (!isDropped) setRead(result);
    };
    Promise.all([readPromise(item), answersEncrypted(env, item), hidesSubject(env, item, preferences)]).then(
      ([promise, answers, hides]) => show({ promise, answers, hides }),
      (error: unknown) => show({ error }),
    );
    return () => {
      isDropped = true;
    };
  }, [env, item, turns, preferences.hideSubject]);
  const retry = () => {
    setRead(null);
    setTurns(turns + 1);
  };
  return { read, setRead, retry };
}

interface Automatic {
  readonly known: { readonly promise: SendPromise | null; readonly answers: boolean } | null;
  readonly readiness: Readiness | null;
  readonly isBusy: boolean;
  readonly keep: (promise: SendPromise | null) => Promise<boolean>;
}

/**
 * Writes down what follows from the recipients and from what is answered. True
 * as long as that is owed: nothing is sent meanwhile. What Outlook refused to
 * keep is tried again only when something else is to be kept.
 */
function useAutomatic({ known, readiness, isBusy, keep }: Automatic): boolean {
  const { keyring } = usePane();
  const [refused, setRefused] = useState<string | null>(null);
  const owed =
    known === null || isBusy
      ? undefined
      : automaticPromise({ promise: known.promise, settings: keyring, readiness, answersEncrypted: known.answers });
  const text = owed === undefined ? null : JSON.stringify(owed);
  const isOwed = text !== null && text !== refused;
  useEffect(() => {
    if (!isOwed || owed === undefined) return;
    void keep(owed).then((isKept) => setRefused(isKept ? null : text));
  }, [isOwed, text]);
  return isOwed;
}
