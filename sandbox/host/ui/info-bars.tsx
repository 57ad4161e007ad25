import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { NotificationType } from '../model/notifications';
import { keyOf } from '../office/item';
import type { Item } from '../office/item';
import { useOutlook, useOutlookState } from './use-outlook';

const intents: Readonly<Record<NotificationType, 'info' | 'error'>> = {
  informationalMessage: 'info',
  progressIndicator: 'info',
  errorMessage: 'error',
  insightMessage: 'info',
};

/** What an add-in wrote above the message. */
export function InfoBars({ item }: { readonly item: Item }) {
  const outlook = useOutlook();
  const { notifications } = useOutlookState();
  return (notifications[keyOf(item)] ?? []).map((notification) => (
    <MessageBar key={notification.key} intent={intents[notification.type]} layout="multiline">
      <MessageBarBody>
        {notification.type === 'progressIndicator' && <Spinner size="extra-tiny" as="span" />} {notification.message}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label="Dismiss"
            icon={<DismissRegular />}
            onClick={() => outlook.dismissNotification(item, notification.key)}
          />
        }
      />
    </MessageBar>
  ));
}
