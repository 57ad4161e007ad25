import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useRef } from 'react';
import type { Notification } from '../model/notifications';
import { keyOf } from '../office/item';
import type { Item } from '../office/item';
import { focusRegion } from './regions';
import { useOutlook, useOutlookState } from './use-outlook';

const useStyles = makeStyles({
  bars: { display: 'grid', gap: '6px', ':not(:empty)': { marginBottom: '12px' } },
});

/** What an add-in wrote above the message. The frame is always there, so that a screen reader hears what comes in. */
export function InfoBars({ item }: { readonly item: Item }) {
  const styles = useStyles();
  const outlook = useOutlook();
  const bars = useRef<HTMLDivElement>(null);
  const notifications = useOutlookState().notifications[keyOf(item)] ?? [];
  const dismiss = (key: string): void => {
    const next = notifications.find((other) => other.key !== key);
    outlook.dismissNotification(item, key);
    if (next === undefined) focusRegion('content');
    else bars.current?.querySelector<HTMLElement>(`[data-dismiss="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <div ref={bars} className={styles.bars} role="status" aria-atomic="false" aria-relevant="additions text">
      {notifications.map((notification) => (
        <InfoBar key={notification.key} notification={notification} onDismiss={() => dismiss(notification.key)} />
      ))}
    </div>
  );
}

interface InfoBarProps {
  readonly notification: Notification;
  readonly onDismiss: () => void;
}

/** Outlook on the web shows its own icons: errors have theirs, everything else the one for information. */
function InfoBar({ notification: { key, type, message, action }, onDismiss }: InfoBarProps) {
  const outlook = useOutlook();
  const isError = type === 'errorMessage';
  return (
    <MessageBar intent={isError ? 'error' : 'info'} layout="multiline" role={isError ? 'alert' : 'group'}>
      <MessageBarBody>{message}</MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label={`Dismiss: ${message}`}
            data-dismiss={key}
            icon={<DismissRegular />}
            onClick={onDismiss}
          />
        }
      >
        {action !== undefined && (
          <Button size="small" onClick={() => outlook.openPaneOf(action.commandId)}>
            {action.text}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
