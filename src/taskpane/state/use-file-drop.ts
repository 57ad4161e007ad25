import { useEffect, useState } from 'react';

/**
 * Files dropped anywhere on the pane: a near miss would make the browser leave
 * the page. A page that takes files itself listens on `document`; the pane as a
 * whole on `window`, behind it, and gets what no page has taken.
 * @returns whether files are held over it
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void, place: 'page' | 'pane' = 'page'): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const target: Document | Window = place === 'page' ? document : window;
    const isTaken = (event: Event) => place === 'pane' && event.defaultPrevented;
    const over = (event: DragEvent) => {
      if (isTaken(event)) return;
      event.preventDefault();
      setOver(event.dataTransfer?.types.includes('Files') === true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (isTaken(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    const stop = new AbortController();
    const { signal } = stop;
    target.addEventListener('dragover', (event) => over(event as DragEvent), { signal });
    target.addEventListener('dragleave', (event) => leave(event as DragEvent), { signal });
    target.addEventListener('drop', (event) => drop(event as DragEvent), { signal });
    return () => stop.abort();
  }, [onFiles, place]);
  return isOver;
}
