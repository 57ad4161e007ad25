import { makeStyles } from '@fluentui/react-components';
import type { OpenedMessage } from '../../../smime/index';
import { Answer } from '../../components/Answer';
import { Words } from '../../components/Words';
import { headerNames, signatureDetails as texts } from '../../texts/read';
import { enumerate, fill } from '../../texts/words';
import { changedOutside, isOnlyMarked, protectedHeaders } from '../../verdict/headers';
import type { ProtectedHeader } from '../../verdict/headers';

const useStyles = makeStyles({ list: { margin: 0, paddingInlineStart: '18px' } });

interface UnchangedProps {
  readonly opened: OpenedMessage;
}

/** Whether what was signed is as it was, and what that is. */
export function Unchanged({ opened }: UnchangedProps) {
  const { signature } = opened;
  const { question, yes, part, partWhy, no, noWhy, unsure, unsureWhy } = texts.unchanged;
  if (signature.state === 'broken') return <Answer question={question} kind="no" word={no} children={noWhy} />;
  if (signature.state === 'not-signed' || signature.state === 'cannot-check') {
    return <Answer question={question} kind="unsure" word={unsure} children={unsureWhy} />;
  }
  if (signature.signer.covers === 'part') return <Answer question={question} kind="unsure" word={part} children={partWhy} />;
  return <Answer question={question} kind="yes" word={yes} children={coverage(opened)} />;
}

/** Nothing for a file, which has no lines above it. */
function coverage(opened: OpenedMessage): string | undefined {
  const { covers, textOnly } = texts.unchanged;
  const signed = signedHeaders(opened).map(({ name }) => headerNames[name].within);
  if (signed.length > 0) return fill(covers, { headers: enumerate(signed) });
  return opened.outerHeaders.from.length > 0 ? textOnly : undefined;
}

/** What stands above the message in Outlook, beside what was signed. */
export function Above({ opened }: UnchangedProps) {
  const styles = useStyles();
  const { question, yes, marked, changed, signed, was, gone } = texts.above;
  const own = signedHeaders(opened);
  if (own.length === 0) return null;
  const names = changedOutside(opened);
  if (names.length === 0) return <Answer question={question} kind="yes" word={yes} children={isOnlyMarked(opened) ? marked : undefined} />;
  return (
    <Answer question={question} kind="no" word={changed}>
      {signed}
      <ul className={styles.list}>
        {names.map((name) => {
          const value = own.find((one) => one.name === name)?.value;
          return (
            <li key={name}>
              <Words of={value === undefined ? gone : was} with={{ name: headerNames[name].label, value }} />
            </li>
          );
        })}
      </ul>
    </Answer>
  );
}

function signedHeaders(opened: OpenedMessage): readonly ProtectedHeader[] {
  return protectedHeaders(opened).filter(({ state }) => state === 'signed-only' || state === 'signed-and-encrypted');
}
