import type { OfficeTheme } from '../model/theme';

export const themeEvent = 'officeThemeChanged';

/** The library wants each colour as a number, in JSON. */
export function themeEventData(theme: OfficeTheme): unknown {
  const numbers = Object.entries(theme).map(([name, colour]: [string, string]) => [name, parseInt(colour.slice(1), 16)]);
  return [JSON.stringify(Object.fromEntries(numbers))];
}

/** For the supplement script, which keeps Office.context.officeTheme; the library knows nothing of it. */
export function themeMessage(officeTheme: OfficeTheme): string {
  return JSON.stringify({ sandboxOfficeTheme: officeTheme });
}
