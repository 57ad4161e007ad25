import { useEffect } from 'react';
import { useNavigation } from './navigation';

/** Back returns the focus to what had opened the page. */
export function useReturnFocus(): void {
  const { returnTo } = useNavigation();
  useEffect(() => {
    if (returnTo !== null) document.getElementById(returnTo)?.focus();
  }, [returnTo]);
}
