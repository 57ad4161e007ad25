import { Body1, Button } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ErrorCircleFilled } from '@fluentui/react-icons';
import type { SendResult } from '../../../flows/sign-and-send';
import type { ComposeItem } from '../../../mailbox/types';
import { Words } from '../../components/Words';
import { useNavigation } from '../../state/navigation';
import { sentTitle } from '../../state/use-sending';
import type { Sending, WhatToSend } from '../../state/use-sending';
import { results as texts } from '../../texts/compose';
import { digitalIds } from '../../texts/digital-ids';
import { tell } from '../../texts/errors';
import { frame } from '../../texts/frame';
import { count } from '../../texts/words';
import { DraftLeft } from './DraftLeft';
import { Result } from './Result';
import { SentUnknown } from './SentUnknown';

interface ResultPageProps {
  readonly item: ComposeItem;
  readonly sending: Exclude<Sending, { readonly phase: 'idle' | 'working' }>;
  readonly onBack: () => void;
  readonly onRetry: (what: WhatToSend) => void;
}

/** S23: the result says what happened. */
export function ResultPage({ item, sending, onBack, onRetry }: ResultPageProps) {
  switch (sending.phase) {
    case 'sent':
      return <Sent item={item} result={sending.result} />;
    case 'failed':
      return <Failed error={sending.error} onBack={onBack} onRetry={() => onRetry(sending.what)} />;
    case 'unknown':
      return <SentUnknown item={item} onNotThere={onBack} />;
  }
}

function Sent({ item, result }: { readonly item: ComposeItem; readonly result: SendResult }) {
  const { signed, encrypted, recipients, draftLeft } = result;
  const people = count(recipients, 'person', 'people');
  const { body } = encrypted ? (signed ? texts.both : texts.encrypt) : texts.sign;
  return (
    <Result icon={CheckmarkCircleFilled} look="good" title={sentTitle(result)}>
      <Body1>
        <Words of={body} with={{ people }} />
      </Body1>
      {draftLeft && <DraftLeft item={item} isEncrypted={encrypted} />}
    </Result>
  );
}

interface FailedProps {
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onRetry: () => void;
}

function Failed({ error, onBack, onRetry }: FailedProps) {
  const { select } = useNavigation();
  const { title, body, values, repair } = tell(error);
  const { unchanged, back } = texts.failed;
  return (
    <Result icon={ErrorCircleFilled} look="bad" title={texts.failed.title}>
      <Body1>
        <Words of={`${title}. ${body}`} with={values} />
      </Body1>
      <Body1>{unchanged}</Body1>
      {repair === 'import' && <Button onClick={() => select('digital-ids', { name: 'import' })}>{digitalIds.importButton}</Button>}
      {repair === 'tryAgain' && (
        <Button appearance="primary" onClick={onRetry}>
          {frame.tryAgain}
        </Button>
      )}
      <Button appearance={repair === 'tryAgain' ? 'secondary' : 'primary'} onClick={onBack}>
        {back}
      </Button>
    </Result>
  );
}
