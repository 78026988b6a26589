import { useCallback, useState } from 'react';

/** How far before its turn a thing counts as seen. */
const ahead = '300px';

/** Whether an element is in view or near it. */
export function useInView<E extends HTMLElement>(): [
  (element: E | null) => (() => void) | undefined,
  boolean,
] {
  const [isInView, setInView] = useState(false);
  const ref = useCallback((element: E | null) => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)?.isIntersecting === true),
      { rootMargin: ahead },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, isInView];
}
