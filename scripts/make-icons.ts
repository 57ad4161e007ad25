// npx tsx scripts/make-icons.ts: draws assets/*.png from assets/svg/*.svg.
// The pictures are committed; run this after changing a drawing.
//
// Each icon has two drawings: `-small` for 16 to 24 pixels, where only the main
// shape can be seen, and `-large` for more. Lines keep whole pixels: 1 to 32,
// 2 to 80, 3 above; a drawing gets the width as `var(--line)` in its own units.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';

const assets = join(import.meta.dirname, '..', 'assets');
const commandSizes = [16, 20, 24, 32, 40, 48, 64, 80];
const icons: readonly { readonly name: string; readonly sizes: readonly number[] }[] = [
  { name: 'signet', sizes: [...commandSizes, 96, 128] },
  { name: 'check', sizes: commandSizes },
  { name: 'protect', sizes: commandSizes },
  { name: 'sign-send', sizes: commandSizes },
  { name: 'id', sizes: commandSizes },
];

const unitsOfDrawing = 16;

function lineInPixels(size: number): number {
  if (size <= 32) return 1;
  return size <= 80 ? 2 : 3;
}

async function draw(page: Page, name: string, size: number): Promise<Buffer> {
  const svg = readFileSync(join(assets, 'svg', `${name}-${size <= 24 ? 'small' : 'large'}.svg`), 'utf8');
  const line = (lineInPixels(size) * unitsOfDrawing) / size;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0;--line:${line}}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
}

const browser = await chromium.launch({ executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ deviceScaleFactor: 1 });
for (const { name, sizes } of icons) {
  for (const size of sizes) writeFileSync(join(assets, `${name}-${size}.png`), await draw(page, name, size));
}
await browser.close();
console.log(`${icons.reduce((sum, { sizes }) => sum + sizes.length, 0)} icons drawn.`);
