/** Dialogs of add-ins (Office.context.ui): what office.js asks, and the codes it knows. */
export const dialogCode = { opened: 0, notAUrl: 12002, otherDomain: 12004, alreadyOpen: 12007, closedByUser: 12006 };

export const dialogEvent = { toOwner: 'dialogMessageReceived', toDialog: 'dialogParentMessageReceived' };

export interface DialogRequest {
  readonly url: string;
  /** In percent of the window. */
  readonly width: number;
  readonly height: number;
}

/** The library sends its options as JSON in targetId; http and other schemes it has refused by itself. */
export function readDialogRequest(data: unknown): DialogRequest {
  const { targetId } = data as { targetId?: string };
  const { url, width, height } = JSON.parse(targetId ?? '{}') as { url?: unknown; width?: unknown; height?: unknown };
  const percent = (value: unknown): number => (typeof value === 'number' ? Math.min(Math.max(value, 1), 99) : 99);
  return { url: typeof url === 'string' ? url : '', width: percent(width), height: percent(height) };
}

/** The first page has to be of the same origin as the one that opens it. */
export function refusalOf({ url }: DialogRequest, origin: string): number {
  if (!URL.canParse(url)) return dialogCode.notAUrl;
  return new URL(url).origin === origin ? dialogCode.opened : dialogCode.otherDomain;
}

export function dialogMessage(messageContent: unknown, messageOrigin: string): unknown {
  return { messageType: 0, messageContent, messageOrigin };
}
