import { useMemo } from 'react';
import type { MessageFile } from '../../../flows/open-file';
import { usePane } from '../../state/environment';
import { useReturnFocus } from '../../state/use-return-focus';
import { judge } from '../../verdict/verdict';
import { CheckedNames } from '../message/CheckedNames';
import { OpenedContent } from '../message/ContentPart';
import { DetailButtons } from '../message/DetailButtons';
import { RepairPart } from '../message/RepairPart';
import { VerdictCard } from '../message/VerdictCard';
import { useSpoken } from '../message/use-spoken';

interface FileMessageProps {
  readonly reading: MessageFile;
  readonly place: string;
  readonly itemKey?: string;
}

/** As the message that Outlook shows, but Outlook doesn't show this one: so its content stands here whatever it is. */
export function FileMessage({ reading, place, itemKey }: FileMessageProps) {
  const { env, keyring } = usePane();
  const { opened, from } = reading;
  const hasDigitalIds = keyring.digitalIds.length > 0;
  const verdict = useMemo(
    () => judge(opened, { from, isFile: true, now: env.now(), hasDigitalIds }),
    [env, opened, from, hasDigitalIds],
  );
  const isSigned = opened.signature.state !== 'not-signed';
  const isEncrypted = opened.encryption.state !== 'not-encrypted';
  useSpoken(verdict, reading);
  useReturnFocus();
  return (
    <>
      <VerdictCard
        verdict={verdict}
        {...(isSigned || isEncrypted ? { actions: <DetailButtons place={place} isSigned={isSigned} isEncrypted={isEncrypted} /> } : {})}
      >
        <CheckedNames verdict={verdict} signature={opened.signature} />
      </VerdictCard>
      <RepairPart encryption={opened.encryption} />
      {opened.content !== undefined && <OpenedContent opened={opened} place={place} {...(itemKey === undefined ? {} : { itemKey })} />}
    </>
  );
}
