import { offers } from './call';
import { MailboxError } from './errors';
import { readMark } from './item-mark';
import type { MarkedItem } from './item-mark';
import { isShared } from './shared-item';

/**
 * What the send check needs of Outlook and nothing more: this file and what it
 * imports run in an engine without DOM, crypto or timers that knows ES2016.
 */
export interface SendEvent {
  /** Throws ERR_OFFICE_UNSUPPORTED when the settings are not there at all. */
  setting(key: string): string | undefined;
  /** Rejects when the item is missing or a place where the mark may be cannot be read. */
  mark(name: string): Promise<string | null>;
  /** Whether the item lies in a shared mailbox. Never throws: where that cannot be told, it counts as the person's own. */
  isShared(): boolean;
  completed(answer: SendAnswer): void;
}

/** Outlook's options for `event.completed`, as far as they are used here. */
export interface SendAnswer {
  readonly allowEvent: boolean;
  /** Plain text, at most 500 characters. */
  readonly errorMessage?: string;
  /** At most 20 characters. */
  readonly cancelLabel?: string;
  /** `id` of a control in manifest.xml. */
  readonly commandId?: string;
  /** JSON for the pane that the button opens. */
  readonly contextData?: string;
  /** `Office.MailboxEnums.SendModeOverride.PromptUser`: the person may send all the same (Mailbox 1.14). */
  readonly sendModeOverride?: 'promptUser';
}

interface OfficeEvent {
  completed(answer: SendAnswer): void;
}

/**
 * Says which function runs for the event that manifest.xml names. Classic
 * Outlook for Windows runs only the top level of the file and never `onReady`;
 * elsewhere office.js may take functions only once it is ready: so both.
 */
export function handleSendEvent(functionName: string, handle: (event: SendEvent) => void): void {
  const run = (event: OfficeEvent) => handle(wrapEvent(event));
  associate(functionName, run);
  if (offers(Office, 'onReady')) void Office.onReady(() => associate(functionName, run));
}

function associate(functionName: string, run: (event: OfficeEvent) => void): void {
  const { actions } = Office as Partial<typeof Office>;
  if (offers(actions, 'associate')) actions?.associate(functionName, run);
}

function wrapEvent(event: OfficeEvent): SendEvent {
  return {
    setting: readSetting,
    mark: readItemMark,
    isShared: isItemShared,
    completed: (answer) => event.completed(answer),
  };
}

function readSetting(key: string): string | undefined {
  const bag = (Office.context as Partial<Office.Context> | undefined)?.roamingSettings;
  if (bag === undefined || !offers(bag, 'get')) {
    throw new MailboxError('ERR_OFFICE_UNSUPPORTED', { call: 'roamingSettings.get' });
  }
  const value: unknown = bag.get(key);
  // Something else under our name is not "nothing": whoever parses it finds out.
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function currentItem(): MarkedItem | null | undefined {
  const mailbox = (Office.context as Partial<Office.Context> | undefined)?.mailbox;
  return mailbox?.item;
}

function isItemShared(): boolean {
  try {
    return isShared(currentItem());
  } catch {
    return false; // The stricter answer: in the person's own mailbox what cannot be read holds a message back.
  }
}

function readItemMark(name: string): Promise<string | null> {
  const item = currentItem();
  return item === null || item === undefined
    ? Promise.reject(new MailboxError('ERR_OFFICE_UNSUPPORTED', { call: 'mailbox.item' }))
    : readMark(item, name);
}
