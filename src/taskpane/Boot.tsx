import { FluentProvider, Spinner, makeStyles } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import { App } from './App';
import type { AppProps } from './App';
import { Message } from './components/Message';
import { useTheme } from './state/use-theme';
import { codeOf, tell } from './texts/errors';
import { frame, startProblems } from './texts/frame';
import type { Told } from './texts/told';
import { darkTheme, lightTheme } from './theme';

interface BootProps {
  readonly startPane: () => Promise<AppProps>;
}

type State =
  | { readonly phase: 'starting'; readonly isSlow: boolean }
  | { readonly phase: 'started'; readonly app: AppProps }
  | { readonly phase: 'failed'; readonly told: Told };

const useStyles = makeStyles({
  place: { boxSizing: 'border-box', maxWidth: '450px', minHeight: '100dvh', margin: '0 auto', padding: '24px 16px' },
});

/** Until Outlook, the settings and the worker are there; or what to do when they don't come. */
export function Boot({ startPane }: BootProps) {
  const styles = useStyles();
  const theme = useTheme();
  const { state, retry } = useStart(startPane);
  if (state.phase === 'started') return <App {...state.app} />;
  const action = { label: frame.tryAgain, act: retry };
  return (
    <FluentProvider theme={theme === 'dark' ? darkTheme : lightTheme}>
      <main className={styles.place}>
        <h1 hidden>{frame.product}</h1>
        {state.phase === 'starting' && !state.isSlow && <Spinner size="small" label={frame.starting} delay={400} />}
        {state.phase === 'starting' && state.isSlow && <Message told={startProblems.noAnswer} action={action} intent="warning" />}
        {state.phase === 'failed' && <Message told={state.told} action={action} />}
      </main>
    </FluentProvider>
  );
}

const starting: State = { phase: 'starting', isSlow: false };

/** Then it is said that Outlook doesn't answer; an answer that comes later is taken all the same. */
const patience = 10_000;

function useStart(startPane: () => Promise<AppProps>): { readonly state: State; readonly retry: () => void } {
  const [state, setState] = useState<State>(starting);
  const start = useCallback(() => {
    setState(starting);
    startPane().then(
      (app) => setState({ phase: 'started', app }),
      (error: unknown) => setState({ phase: 'failed', told: problemOf(error) }),
    );
  }, [startPane]);
  useEffect(start, [start]);
  const isStarting = state.phase === 'starting' && !state.isSlow;
  useEffect(() => {
    if (!isStarting) return undefined;
    const timer = setTimeout(() => setState({ phase: 'starting', isSlow: true }), patience);
    return () => clearTimeout(timer);
  }, [isStarting]);
  return { state, retry: start };
}

function problemOf(error: unknown): Told {
  const texts: Readonly<Record<string, Told>> = {
    ERR_OFFICE_UNSUPPORTED: isOutlookThere(error) ? startProblems.tooOld : startProblems.noOutlook,
    ERR_OFFICE_TIMEOUT: startProblems.noAnswer,
    ERR_CONFIG_INVALID: startProblems.config,
  };
  return texts[codeOf(error) ?? ''] ?? tell(error);
}

/** It answered, but is a phone's or too old. */
function isOutlookThere(error: unknown): boolean {
  const { details } = error as { readonly details?: { readonly call?: unknown } };
  return String(details?.call).startsWith('Mailbox ');
}
