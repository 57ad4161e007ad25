/**
 * Puts a text on the clipboard. The old command comes first: a press allows it
 * in every browser, while Outlook need not hand on the right to use its
 * successor, and the browser complains when it is tried all the same.
 * @returns whether it is there
 */
export async function copyText(text: string): Promise<boolean> {
  if (copyByCommand(text)) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copyByCommand(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  // By its name only: a browser may have dropped it.
  const { execCommand } = document as unknown as { readonly execCommand?: (command: string) => boolean };
  const isCopied = execCommand?.call(document, 'copy') === true;
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
