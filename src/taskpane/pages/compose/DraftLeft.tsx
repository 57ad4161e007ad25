import { Body1, Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ComposeItem } from '../../../mailbox/types';
import { results } from '../../texts/compose';

interface DraftLeftProps {
  readonly item: ComposeItem;
  readonly isEncrypted: boolean;
}

/** It was sent, but Outlook did not close the form: the readable draft is to go too. */
export function DraftLeft({ item, isEncrypted }: DraftLeftProps) {
  const [state, setState] = useState<'left' | 'deleted' | 'failed'>('left');
  const { body, bodySigned, action, deleted, failed } = results.draftLeft;
  const remove = () => {
    item.discard().then(
      () => setState('deleted'),
      () => setState('failed'),
    );
  };
  if (state === 'deleted') return <Body1 role="status">{deleted}</Body1>;
  return (
    <>
      <Body1>{isEncrypted ? body : bodySigned}</Body1>
      {state === 'failed' && <Body1 role="alert">{failed}</Body1>}
      <Button appearance="primary" onClick={remove}>
        {action}
      </Button>
    </>
  );
}
