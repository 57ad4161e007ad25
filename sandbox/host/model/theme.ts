import { webDarkTheme, webLightTheme } from '@fluentui/react-components';
import type { Theme as FluentTheme } from '@fluentui/react-components';
import { Observable } from './observable';

export type ThemeName = 'light' | 'dark';

/** As Office.context.officeTheme has it; colours as #rrggbb. */
export interface OfficeTheme {
  readonly bodyBackgroundColor: string;
  readonly bodyForegroundColor: string;
  readonly controlBackgroundColor: string;
  readonly controlForegroundColor: string;
}

const storageKey = 'outlook-theme';
const fluentThemes: Readonly<Record<ThemeName, FluentTheme>> = { light: webLightTheme, dark: webDarkTheme };
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Outlook's own light or dark: what the person chose here, else what the system prefers. */
export class Theme {
  readonly name = new Observable<{ readonly name: ThemeName }>({ name: initial() });

  constructor() {
    prefersDark.addEventListener('change', () => {
      if (chosen() === undefined) this.name.change({ name: initial() });
    });
  }

  toggle(): void {
    const name = this.name.get().name === 'dark' ? 'light' : 'dark';
    localStorage.setItem(storageKey, name);
    this.name.change({ name });
  }

  get fluent(): FluentTheme {
    return fluentThemes[this.name.get().name];
  }

  get office(): OfficeTheme {
    const { fluent } = this;
    return {
      bodyBackgroundColor: fluent.colorNeutralBackground1,
      bodyForegroundColor: fluent.colorNeutralForeground1,
      controlBackgroundColor: fluent.colorNeutralBackground3,
      controlForegroundColor: fluent.colorNeutralForeground1,
    };
  }
}

function chosen(): ThemeName | undefined {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : undefined;
}

function initial(): ThemeName {
  return chosen() ?? (prefersDark.matches ? 'dark' : 'light');
}
