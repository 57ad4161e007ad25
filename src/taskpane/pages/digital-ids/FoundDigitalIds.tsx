import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { PfxSummary } from '../../../worker/keyring';
import { Message } from '../../components/Message';
import { Page } from '../../components/Page';
import { PassphraseField } from '../../components/PassphraseField';
import { StepLine } from '../../components/StepLine';
import type { PassphraseHandle } from '../../components/PassphraseField';
import { usePane } from '../../state/environment';
import { useNavigation } from '../../state/navigation';
import type { ImportActions } from '../../state/use-import';
import { importing as texts, importRemarks } from '../../texts/digital-ids';
import { firstRun } from '../../texts/first-run';
import { passphrase as passphraseTexts } from '../../texts/passphrase';
import { fill } from '../../texts/words';
import { ChoosePassphrase } from './ChoosePassphrase';
import { FoundDigitalId } from './FoundDigitalId';
import { leftOutOf, proposeName, remarksOn } from './remarks';
import type { FoundEntry } from './remarks';
import { SkipButton } from './SkipButton';

interface FoundDigitalIdsProps {
  readonly actions: ImportActions;
  readonly found: PfxSummary;
  /** Part of the first run. */
  readonly isFirst: boolean;
}

interface Selection {
  readonly isChosen: boolean;
  readonly name: string;
}

const useStyles = makeStyles({ actions: { display: 'flex', flexDirection: 'column', gap: '8px' } });

/** The second page of S10; the first digital ID of all asks for a new passphrase after it. */
export function FoundDigitalIds({ actions, found, isFirst }: FoundDigitalIdsProps) {
  const styles = useStyles();
  const { keyring } = usePane();
  const { back } = useNavigation();
  const field = useRef<PassphraseHandle>(null);
  const choice = useSelections(found);
  const { chosen, remarks } = choice;
  const [isChoosingPassphrase, setChoosingPassphrase] = useState(false);
  const { isBusy, failure, isPassphraseWrong, filePassword = '' } = actions.state;

  if (isChoosingPassphrase) {
    return (
      <ChoosePassphrase
        actions={actions}
        filePassword={filePassword}
        isFirst={isFirst}
        onBack={() => setChoosingPassphrase(false)}
        onChosen={(passphrase) => actions.importAll(chosen, passphrase)}
      />
    );
  }
  const next = () => {
    if (keyring.status === 'empty') setChoosingPassphrase(true);
    else if (keyring.status === 'locked') field.current?.submit();
    else actions.importAll(chosen);
  };
  const button = remarks.length === 1 ? (remarks[0]?.button ?? texts.import) : texts.import;
  return (
    <Page title={texts.found} onBack={back} takesFocus>
      {isFirst && <StepLine at={1} name={firstRun.yourDigitalId} />}
      {found.withoutPassword && <Message told={importRemarks.withoutPassword} intent="warning" />}
      {leftOutOf(found).map((told) => (
        <Message key={told.title} told={told} intent="warning" />
      ))}
      <Entries found={found} {...choice} />
      {keyring.status === 'locked' && chosen.length > 0 && (
        <PassphraseField
          ref={field}
          error={isPassphraseWrong === true ? passphraseTexts.wrong : undefined}
          onPassphrase={(passphrase) => actions.importAll(chosen, passphrase)}
        />
      )}
      {failure !== undefined && <Message told={failure} />}
      <div className={styles.actions}>
        <Button appearance="primary" disabledFocusable={isBusy || chosen.length === 0} onClick={next}>
          {isBusy ? texts.importing : button}
        </Button>
        <Button onClick={back}>{texts.cancel}</Button>
        {isFirst && <SkipButton />}
      </div>
    </Page>
  );
}

type EntriesProps = Pick<FoundDigitalIdsProps, 'found'> &
  Pick<ReturnType<typeof useSelections>, 'selections' | 'change' | 'remarks'>;

function Entries({ found, selections, change, remarks }: EntriesProps) {
  const isSeveral = found.entries.length > 1;
  return (
    <>
      {isSeveral && <Body1>{fill(texts.which, { n: found.entries.length })}</Body1>}
      {found.entries.map((entry, at) => (
        <FoundDigitalId
          key={entry.certificate.fingerprint}
          entry={entry}
          remarks={remarks[at]?.told ?? []}
          isSeveral={isSeveral}
          isChosen={selections[at]?.isChosen ?? false}
          name={selections[at]?.name ?? ''}
          canBeChosen={remarks[at]?.isKnown === false}
          onChange={(selection) => change(at, selection)}
        />
      ))}
    </>
  );
}

function useSelections(found: PfxSummary) {
  const { env, keyring } = usePane();
  const context = { mailbox: env.mailbox.address, now: env.now(), known: keyring.digitalIds };
  const remarks = found.entries.map((entry) => remarksOn(entry, context));
  const [selections, setSelections] = useState<readonly Selection[]>(() =>
    found.entries.map((entry, at) => ({ isChosen: remarks[at]?.isKnown === false, name: proposeName(entry) })),
  );
  const change = (place: number, selection: Partial<Selection>) =>
    setSelections(selections.map((before, at) => (at === place ? { ...before, ...selection } : before)));
  const chosen = found.entries.flatMap((entry, at) => {
    const selection = selections[at];
    const isChosen = selection?.isChosen === true && remarks[at]?.isKnown === false;
    return isChosen ? [{ fingerprint: entry.certificate.fingerprint, name: nameFor(entry, selection.name) }] : [];
  });
  return { selections, change, chosen, remarks };
}

function nameFor(entry: FoundEntry, typed: string): string {
  return typed.trim() === '' ? proposeName(entry) : typed.trim();
}
