import { useEffect, useState } from 'react';

/** What had the focus before this came gets it back when this goes, unless something else took it meanwhile. */
export function useReturnFocus(): void {
  // Asked before anything in it takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
