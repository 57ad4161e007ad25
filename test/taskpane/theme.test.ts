import type { Theme } from '@fluentui/react-components';
import { darkTheme, lightTheme } from '../../src/taskpane/theme';

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const themes: readonly (readonly [string, Theme])[] = [
  ['light', lightTheme],
  ['dark', darkTheme],
];

describe.each(themes)('the %s theme', (_name, theme) => {
  test('links and brand words can be read', () => {
    for (const surface of [theme.colorNeutralBackground1, theme.colorNeutralBackground3]) {
      expect(contrast(theme.colorBrandForeground1, surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(theme.colorBrandForegroundLink, surface)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('the words on the main button can be read', () => {
    expect(contrast(theme.colorNeutralForegroundOnBrand, theme.colorBrandBackground)).toBeGreaterThanOrEqual(4.5);
  });

  test('a switch that is on stands out', () => {
    expect(contrast(theme.colorCompoundBrandBackground, theme.colorNeutralBackground1)).toBeGreaterThanOrEqual(3);
  });
});
