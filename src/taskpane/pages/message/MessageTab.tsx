import { Body1 } from '@fluentui/react-components';
import type { SharedItem } from '../../../mailbox/types';
import { Message } from '../../components/Message';
import { usePane } from '../../state/environment';
import { keyOf, useItem } from '../../state/use-item';
import { frame, sharedItem } from '../../texts/frame';
import { Page } from '../../components/Page';
import { ComposePages } from '../compose/ComposePages';
import { CheckCard } from '../check/CheckCard';
import { ReadPages } from './ReadPages';

interface MessageTabProps {
  /** Key of the item for which Sign & Send was pressed; the wish never passes to another. */
  readonly wishFor: string | null;
}

/** What it shows depends on what Outlook shows. The key empties everything when that changes. */
export function MessageTab({ wishFor }: MessageTabProps) {
  const { env } = usePane();
  const item = useItem(env.mailbox);
  switch (item.kind) {
    case 'read':
      return <ReadPages key={keyOf(item)} item={item} />;
    case 'compose':
      return <ComposePages key={keyOf(item)} item={item} wantsSignAndSend={keyOf(item) === wishFor} />;
    case 'shared':
      return <Shared key={item.key} form={item.form} />;
    case 'several':
      return <Hint text={frame.several} />;
    case 'none':
      return <Hint text={frame.noItem} />;
    case 'other':
      return <Hint text={frame.otherItem} />;
  }
}

/** Recognised and refused: the digital IDs and settings here are not those of that mailbox. */
function Shared({ form }: Pick<SharedItem, 'form'>) {
  return (
    <Page title={frame.tabs.message} isTitleHidden>
      <Message told={sharedItem[form]} intent="info" />
      {form === 'read' && <CheckCard />}
    </Page>
  );
}

function Hint({ text }: { readonly text: string }) {
  return (
    <Page title={frame.tabs.message} isTitleHidden>
      <Body1>{text}</Body1>
      <CheckCard />
    </Page>
  );
}
