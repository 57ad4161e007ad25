import { useEffect, useState } from 'react';
import { currentTheme, onThemeChanged } from '../../mailbox/theme';
import type { ThemeName } from '../../mailbox/theme';

export function useTheme(): ThemeName {
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => onThemeChanged(setTheme), []);
  useEffect(() => {
    // Scroll bars, and frames that shall be seen through, go by this.
    document.documentElement.style.colorScheme = theme;
  }, [theme]);
  return theme;
}
