import { useEffect, useState } from 'react';
import { useTellProblem } from './use-tell-problem.ts';

const shownMs = 1500;

/** Puts texts on the clipboard; for a moment after it is known that it did. */
export function useCopied(): { readonly isCopied: boolean; readonly copy: (text: string) => void } {
  const tellProblem = useTellProblem();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return {
    isCopied,
    copy: (text) => void navigator.clipboard.writeText(text).then(() => setCopied(true), tellProblem),
  };
}
