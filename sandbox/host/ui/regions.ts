/** F6 goes round the parts of the page, as in Outlook. */
export function moveToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions.at((at + step + regions.length) % regions.length);
  if (next !== undefined) focusInto(next);
}

export function focusRegion(name: string): void {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  if (region !== null) focusInto(region);
}

function focusInto(region: HTMLElement): void {
  const focusable = 'iframe[data-pane], [role="option"][tabindex="0"], button:not([disabled]), input, [tabindex="0"]';
  const target = region.querySelector<HTMLElement>('[data-region-start]') ?? region.querySelector<HTMLElement>(focusable);
  target?.focus();
}
