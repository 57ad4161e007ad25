import { callOutlook, tellOutlook } from './call';
import type { InfoBar, InfoBars } from './types';

/** An item that may have info bars: Mailbox 1.3. */
type WithNotifications = Partial<Pick<Office.MessageRead, 'notificationMessages'>>;

/** Names of the manifest's icons; classic Outlook for Windows shows them. */
const icons: Readonly<Record<InfoBar['icon'], string>> = { check: 'Icon.Check.16', protect: 'Icon.Protect.16' };

/** Outlook's info bars above one item. */
export function createInfoBars(item: WithNotifications): InfoBars {
  const bars = item.notificationMessages;
  return {
    keys: async () => {
      const all = await callOutlook<readonly { readonly key: string }[]>(bars, 'notificationMessages.getAllAsync', (done) =>
        bars?.getAllAsync(done as Parameters<Office.NotificationMessages['getAllAsync']>[0]),
      );
      return all.map(({ key }) => key);
    },
    show: (bar) =>
      tellOutlook(bars, 'notificationMessages.replaceAsync', (done) => bars?.replaceAsync(bar.key, detailsOf(bar), done)),
    remove: (key) => tellOutlook(bars, 'notificationMessages.removeAsync', (done) => bars?.removeAsync(key, done)),
  };
}

/** office.js throws when an error has an icon or is to persist. */
function detailsOf({ kind, message, icon, isPersistent = false }: InfoBar): Office.NotificationMessageDetails {
  const { ErrorMessage, InformationalMessage } = Office.MailboxEnums.ItemNotificationMessageType;
  if (kind === 'error') return { type: ErrorMessage, message };
  return { type: InformationalMessage, message, icon: icons[icon], persistent: isPersistent };
}
