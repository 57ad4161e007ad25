import { installKeyboardCure } from '../../src/mailbox/keyboard';
import { currentTheme, onThemeChanged } from '../../src/mailbox/theme';
import { answers, installOffice } from './fake-office';

describe('the keyboard cure', () => {
  const press = (key: string, more: object = {}) => {
    let listener: ((event: KeyboardEvent) => void) | undefined;
    const addEventListener = (_type: string, handler: (event: KeyboardEvent) => void) => {
      listener = handler;
    };
    installKeyboardCure({ addEventListener } as Pick<Document, 'addEventListener'>);
    const stopPropagation = jest.fn();
    listener?.({ key, ctrlKey: false, metaKey: false, defaultPrevented: false, stopPropagation, ...more } as unknown as KeyboardEvent);
    return stopPropagation.mock.calls.length === 0 ? 'reaches Outlook' : 'stays here';
  };

  it.each([
    ['Tab', {}, 'stays here'],
    ['Tab', { shiftKey: true }, 'stays here'],
    ['A', { shiftKey: true }, 'stays here'],
    ['v', { ctrlKey: true }, 'stays here'],
    ['F2', {}, 'stays here'],
    ['F6', {}, 'stays here'],
    ['F6', { ctrlKey: true }, 'reaches Outlook'],
    ['F6', { metaKey: true }, 'reaches Outlook'],
    ['Escape', {}, 'reaches Outlook'],
    ['Escape', { defaultPrevented: true }, 'stays here'],
  ])('%s %p %s', (key, more, expected) => {
    expect(press(key, more)).toBe(expected);
  });
});

describe('the theme', () => {
  let removeOffice: () => void = () => undefined;
  let prefersDark = false;
  const queryListeners = new Set<() => void>();
  beforeEach(() => {
    prefersDark = false;
    queryListeners.clear();
    Object.assign(globalThis, {
      matchMedia: () => ({
        get matches() {
          return prefersDark;
        },
        addEventListener: (_type: string, listener: () => void) => queryListeners.add(listener),
        removeEventListener: (_type: string, listener: () => void) => queryListeners.delete(listener),
      }),
    });
  });
  afterEach(() => {
    removeOffice();
    Reflect.deleteProperty(globalThis, 'matchMedia');
  });
  const outlook = (bodyBackgroundColor: string, mailbox: object = {}) => {
    removeOffice = installOffice({
      EventType: { OfficeThemeChanged: 'officeThemeChanged' },
      context: { officeTheme: { bodyBackgroundColor }, mailbox },
    });
  };

  it.each([
    ['#FFFFFF', 'light'],
    ['#f0f0f0', 'light'],
    ['#212121', 'dark'],
    ['#0000FF', 'dark'],
    ['#FFFF00', 'light'],
  ])('of Outlook with the background %s is %s', (colour, expected) => {
    outlook(colour);
    expect(currentTheme()).toBe(expected);
  });

  it('is what the browser prefers without Outlook, and without a colour', () => {
    expect(currentTheme()).toBe('light');
    prefersDark = true;
    expect(currentTheme()).toBe('dark');
    outlook('');
    expect(currentTheme()).toBe('dark');
  });

  it("follows Outlook's change until stopped", async () => {
    let changed: ((event: object) => void) | undefined;
    const addHandlerAsync = answers((_type: unknown, handler: unknown) => {
      changed = handler as typeof changed;
    });
    outlook('#FFFFFF', { addHandlerAsync });
    const listener = jest.fn();
    const stop = onThemeChanged(listener);
    await new Promise((resolve) => setTimeout(resolve, 20));
    changed?.({ officeTheme: { bodyBackgroundColor: '#000000' } });
    expect(listener).toHaveBeenLastCalledWith('dark');
    stop();
    changed?.({ officeTheme: { bodyBackgroundColor: '#FFFFFF' } });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(queryListeners.size).toBe(0);
  });

  it("follows the browser's change", () => {
    const listener = jest.fn();
    onThemeChanged(listener);
    prefersDark = true;
    queryListeners.forEach((tell) => tell());
    expect(listener).toHaveBeenLastCalledWith('dark');
  });
});
