/** F6 goes round the parts of the page, as in Outlook; a part without anything to stop at is passed over. */
export function moveToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.contains(document.activeElement) || startOf(region) !== null,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions.at((at + step + regions.length) % regions.length);
  if (next !== undefined) startOf(next)?.focus();
}

export function focusRegion(name: string): void {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  if (region !== null) startOf(region)?.focus();
}

function startOf(region: HTMLElement): HTMLElement | null {
  const focusable = 'iframe[data-pane], [role="option"][tabindex="0"], button:not([disabled]), input, [tabindex="0"]';
  return region.querySelector<HTMLElement>('[data-region-start]') ?? region.querySelector<HTMLElement>(focusable);
}
