/** Which Outlook this is, for whoever has to find out why something fails there: names and numbers only. */
export function describeOutlook(): string {
  const context = typeof Office === 'undefined' ? undefined : (Office.context as Partial<Office.Context> | undefined);
  const diagnostics = context?.mailbox?.diagnostics as Partial<Office.Diagnostics> | undefined;
  const parts = [diagnostics?.hostName, diagnostics?.hostVersion, context?.platform].map((part) => String(part ?? ''));
  return parts.filter((part) => /^[\w.-]{1,40}$/.test(part)).join(' ');
}
