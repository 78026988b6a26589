import { useCallback, useState } from 'react';

/** The width of an element in CSS pixels, kept up to date; 0 before it is laid out. */
export function useWidth<E extends HTMLElement>(): [(element: E | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: E | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
