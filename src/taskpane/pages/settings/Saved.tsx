import { Toast, ToastTitle, Toaster, useAnnounce, useToastController } from '@fluentui/react-components';
import { frame } from '../../texts/frame';

const toasterId = 'settings-saved';

/** Says "Saved." to eyes and ears; it covers nothing for long. */
export function useSaved(): () => void {
  const { dispatchToast, dismissAllToasts } = useToastController(toasterId);
  return () => {
    dismissAllToasts();
    dispatchToast(
      <Toast>
        <ToastTitle>{frame.announce.saved}</ToastTitle>
      </Toast>,
      { intent: 'success', timeout: 3000 },
    );
  };
}

export function SavedToaster() {
  const { announce } = useAnnounce();
  // Spoken by the pane's own announcer, like everything else: once.
  return <Toaster toasterId={toasterId} position="bottom" limit={1} announce={(message) => announce(message, { polite: true })} />;
}
