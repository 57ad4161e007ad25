import { Body1, Button } from '@fluentui/react-components';
import { QuestionCircleFilled } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ComposeItem } from '../../../mailbox/types';
import { results } from '../../texts/compose';
import { DraftLeft } from './DraftLeft';
import { Result } from './Result';

interface SentUnknownProps {
  readonly item: ComposeItem;
  readonly onNotThere: () => void;
}

/** Only the person can find out; trying again by itself could send it twice. */
export function SentUnknown({ item, onNotThere }: SentUnknownProps) {
  const [isFound, setFound] = useState(false);
  const { title, body, found, notThere } = results.unknown;
  return (
    <Result icon={QuestionCircleFilled} look="unsure" title={isFound ? results.draftLeft.title : title}>
      {isFound ? (
        <DraftLeft item={item} isEncrypted />
      ) : (
        <>
          <Body1>{body}</Body1>
          <Button onClick={() => setFound(true)}>{found}</Button>
          <Button onClick={onNotThere}>{notThere}</Button>
        </>
      )}
    </Result>
  );
}
