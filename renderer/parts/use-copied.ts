import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { wordProblem } from '../i18n/word-problem.ts';
import { toProblem } from '../bridge/problems.ts';

const shownMs = 1500;

/** Puts texts on the clipboard; for a moment after it is known that it did. */
export function useCopied(): { readonly isCopied: boolean; readonly copy: (text: string) => void } {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return {
    isCopied,
    copy: (text) =>
      void navigator.clipboard.writeText(text).then(
        () => setCopied(true),
        (error: unknown) =>
          toasts.show({ tone: 'problem', text: wordProblem(toProblem(error), t), undo: null }),
      ),
  };
}
