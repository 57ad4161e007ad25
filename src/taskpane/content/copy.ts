/**
 * Puts a text on the clipboard. Outlook may not hand this right on to the pane:
 * then the old command, which a press allows.
 * @returns whether it is there
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
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
  // Without a successor where the Clipboard API is refused; every browser still has it.
  const { execCommand } = document as unknown as { execCommand?: (command: string) => boolean };
  const isCopied = execCommand?.call(document, 'copy') === true;
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isCopied;
}
