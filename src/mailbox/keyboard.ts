/**
 * office.js listens for keys on `window`: it takes Tab for an order of its own
 * that knows no frames and traps focus at the first stop, and reports key
 * presses with Shift, Ctrl or Alt to Outlook, also while somebody types. This
 * listener on `document` runs after the page's own and ends the event's way
 * there, so that the browser's order holds and typed keys stay here. Ctrl+F6
 * and an Esc that nothing here used still reach Outlook.
 *
 * Consequence: nothing of ours may listen for `keydown` on `window`.
 */
export function installKeyboardCure(target: Pick<Document, 'addEventListener'>): void {
  target.addEventListener('keydown', (event) => {
    if (!leavesForOutlook(event)) event.stopPropagation();
  });
}

function leavesForOutlook(event: KeyboardEvent): boolean {
  if (event.key === 'F6') return event.ctrlKey || event.metaKey;
  return event.key === 'Escape' && !event.defaultPrevented;
}
