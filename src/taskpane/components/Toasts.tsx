import { Button, Toast, ToastTitle, ToastFooter, Toaster, makeStyles, useAnnounce, useToastController } from '@fluentui/react-components';
import type { Values } from '../texts/words';
import { Words } from './Words';

const toasterId = 'signet';

/** Long enough to read it and to reach its button; it waits as long as the pointer is over it. */
const showMilliseconds = 10_000;

export interface ToastWords {
  readonly words: string;
  readonly values?: Values;
  readonly action?: { readonly label: string; readonly act: () => void };
  /** How long it stays. */
  readonly milliseconds?: number;
}

const useStyles = makeStyles({
  // Fluent's own width is wider than the narrowest pane.
  toast: { boxSizing: 'border-box', width: '100%', maxWidth: 'calc(100vw - 32px)', overflowWrap: 'anywhere', border: '1px solid transparent' },
});

/** The place where they appear; once in the pane. Spoken by the pane's own announcer. */
export function Toasts() {
  const { announce } = useAnnounce();
  return (
    <Toaster
      toasterId={toasterId}
      position="bottom"
      limit={1}
      timeout={showMilliseconds}
      pauseOnHover
      pauseOnWindowBlur
      announce={(message) => announce(message, { polite: true })}
    />
  );
}

/** Says what was done by itself, with one way to undo it. Nothing that must be read is only said so. */
export function useToast(): (toast: ToastWords) => void {
  const styles = useStyles();
  const { dispatchToast, dismissAllToasts } = useToastController(toasterId);
  return ({ words, values, action, milliseconds = showMilliseconds }) => {
    dismissAllToasts();
    const act = () => {
      dismissAllToasts();
      action?.act();
    };
    dispatchToast(
      <Toast className={styles.toast}>
        <ToastTitle>
          <Words of={words} with={values} />
        </ToastTitle>
        {action !== undefined && (
          <ToastFooter>
            <Button size="small" onClick={act}>
              {action.label}
            </Button>
          </ToastFooter>
        )}
      </Toast>,
      { intent: 'success', timeout: milliseconds },
    );
  };
}
