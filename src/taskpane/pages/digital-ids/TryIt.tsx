import { Body1, Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { Message } from '../../components/Message';
import { Progress } from '../../components/Progress';
import { UnlockForm } from '../../components/UnlockForm';
import { Words } from '../../components/Words';
import { usePane } from '../../state/environment';
import { useTestMessage } from '../../state/use-test-message';
import type { TestActions, Testing } from '../../state/use-test-message';
import { codeOf, tell } from '../../texts/errors';
import { tryIt as texts } from '../../texts/first-run';
import type { Told } from '../../texts/told';

interface TryItProps {
  /** What leaves the page: "Skip for now", "Done". */
  readonly leave: { readonly label: string; readonly act: () => void };
  /** The message was sent: there is nothing left to skip. */
  readonly onSent?: () => void;
}

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '12px' },
  button: { width: '100%' },
  to: { overflowWrap: 'anywhere' },
  place: { outlineStyle: 'none' },
});

/** S03: a real message to oneself, and what became of it. */
export function TryIt({ leave, onSent }: TryItProps) {
  const styles = useStyles();
  const { env, keyring } = usePane();
  const actions = useTestMessage();
  const { testing } = actions;
  const [wasTried, setTried] = useState(false);
  const isSent = testing.phase === 'sent';
  if (testing.phase === 'working' && !wasTried) setTried(true);
  useEffect(() => {
    if (isSent) onSent?.();
  }, [isSent]);
  if (isSent) return <Worked testing={testing} leave={{ ...leave, label: texts.done }} />;
  const isLocked = keyring.status === 'locked';
  return (
    <div className={styles.part}>
      <Body1>{texts.body}</Body1>
      <Body1 className={styles.to}>
        <Words of={texts.to} with={{ address: env.mailbox.address }} />
      </Body1>
      {testing.phase === 'failed' && <Message told={failureOf(testing)} />}
      {isLocked && (
        <>
          <Body1>{texts.locked}</Body1>
          <UnlockForm />
        </>
      )}
      {testing.phase === 'working' ? (
        <Working testing={testing} onCancel={actions.cancel} />
      ) : (
        !isLocked && <SendButton actions={actions} wasTried={wasTried} />
      )}
      {testing.phase !== 'working' && (
        <Button className={styles.button} onClick={leave.act}>
          {leave.label}
        </Button>
      )}
    </div>
  );
}

interface SendButtonProps {
  readonly actions: TestActions;
  readonly wasTried: boolean;
}

function SendButton({ actions: { testing, send }, wasTried }: SendButtonProps) {
  const styles = useStyles();
  useEffect(() => {
    // It was drawn anew in place of the progress, which had the focus.
    if (wasTried) document.getElementById('send-test-message')?.focus();
  }, []);
  const isAgain = testing.phase === 'failed' && codeOf(testing.error) !== 'ERR_SEND_OUTCOME_UNKNOWN';
  return (
    <Button id="send-test-message" appearance="primary" className={styles.button} onClick={send}>
      {isAgain ? texts.again : texts.button}
    </Button>
  );
}

interface WorkingProps {
  readonly testing: Extract<Testing, { readonly phase: 'working' }>;
  readonly onCancel: () => void;
}

const order = ['encrypting', 'checking', 'sending'] as const;

/** Takes the focus of the button that gave way to it. */
function Working({ testing: { step }, onCancel }: WorkingProps) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className={styles.place}>
      <Progress
        isPrompt
        words={texts.steps[step]}
        step={{ at: order.indexOf(step) + 1, of: order.length }}
        onCancel={step === 'sending' ? undefined : onCancel}
      />
    </div>
  );
}

interface WorkedProps {
  readonly testing: Extract<Testing, { readonly phase: 'sent' }>;
  readonly leave: TryItProps['leave'];
}

function Worked({ testing: { result }, leave }: WorkedProps) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const { title, body, untrusted } = texts.worked;
  const told = { title, body: result.isTrusted ? body : `${body} ${untrusted}`, values: { address: result.address } };
  return (
    <div ref={place} tabIndex={-1} className={mergeClasses(styles.part, styles.place)}>
      <Message told={told} intent="success" />
      <Button appearance="primary" className={styles.button} onClick={leave.act}>
        {leave.label}
      </Button>
    </div>
  );
}

/** Which step failed, and why; whether it was sent is not always known. */
function failureOf({ step, error }: Extract<Testing, { readonly phase: 'failed' }>): Told {
  const told = tell(error);
  if (codeOf(error) === 'ERR_SEND_OUTCOME_UNKNOWN') return told;
  return { ...told, title: texts.notSent, body: `${texts.failedAt[step]} ${told.title}. ${told.body}` };
}
