import { tellOutlook } from './call';

export type ThemeName = 'light' | 'dark';

/** Outlook's own theme where it tells (Mailbox 1.14), else what the browser prefers. */
export function currentTheme(): ThemeName {
  return themeOf(officeContext()?.officeTheme) ?? (prefersDark().matches ? 'dark' : 'light');
}

/** Tells the theme whenever it changes. Returns how to stop. */
export function onThemeChanged(listener: (theme: ThemeName) => void): () => void {
  let isListening = true;
  const tell = (theme: ThemeName) => {
    if (isListening) listener(theme);
  };
  const query = prefersDark();
  const browserChanged = () => tell(currentTheme());
  query.addEventListener('change', browserChanged);
  listenToOutlook((theme) => tell(themeOf(theme) ?? currentTheme()));
  return () => {
    isListening = false;
    query.removeEventListener('change', browserChanged);
  };
}

type Colours = Partial<Pick<Office.OfficeTheme, 'bodyBackgroundColor'>>;

function listenToOutlook(changed: (theme: Colours | undefined) => void): void {
  const context = officeContext();
  if (context?.officeTheme === undefined || context.mailbox === undefined) return;
  const { mailbox } = context;
  const handler = (event: Partial<Office.OfficeThemeChangedEventArgs>) => changed(event.officeTheme);
  // Refused: the theme is then the one at start, which is only a matter of looks.
  tellOutlook(mailbox, 'addHandlerAsync', (done) =>
    mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, handler, done),
  ).catch(() => undefined);
}

function officeContext(): Partial<Pick<Office.Context, 'officeTheme' | 'mailbox'>> | undefined {
  return typeof Office === 'undefined' ? undefined : Office.context;
}

/** `isDarkTheme` does not exist in Outlook: the background tells, by its brightness (ITU-R BT.709 weights). */
function themeOf(colours: Colours | undefined): ThemeName | undefined {
  const [, red, green, blue] = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colours?.bodyBackgroundColor ?? '') ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  const brightness = 0.2126 * parseInt(red, 16) + 0.7152 * parseInt(green, 16) + 0.0722 * parseInt(blue, 16);
  return brightness < 128 ? 'dark' : 'light';
}

function prefersDark(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}
