/** Outlook has `null` for a new message that was not saved yet, and some Outlooks have nothing at all. */
export function conversationOf({ conversationId }: { readonly conversationId?: unknown }): { readonly conversationId?: string } {
  return typeof conversationId === 'string' && conversationId !== '' ? { conversationId } : {};
}
