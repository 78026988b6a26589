import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { toProblem } from '../bridge/problems.ts';
import { wordProblem } from '../i18n/word-problem.ts';
import { EmptyState } from './empty-state.tsx';
import classes from './problem-notice.module.css';
import { StatusGlyph } from './status-glyph.tsx';

/** A page that could not be read: what happened, what to do, and the way to try again. */
export function PageProblem({
  title,
  error,
  onRetry,
}: {
  title: string;
  error: unknown;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  return (
    <EmptyState title={title} lines={[wordProblem(toProblem(error), t)]} drawing={false}>
      <Button variant="filled" onClick={onRetry}>
        {t('actions.retry')}
      </Button>
    </EmptyState>
  );
}

/** A problem beside the thing that caused it, one or two lines. */
export function InlineProblem({ error, id }: { error: unknown; id?: string }) {
  const { t } = useTranslation();
  return <ProblemLine text={wordProblem(toProblem(error), t)} {...(id !== undefined && { id })} />;
}

/** A problem that is in words already. */
export function ProblemLine({ text, id }: { text: string; id?: string }) {
  return (
    <p className={classes.inline} role="alert" id={id}>
      <StatusGlyph shape="failed" size={12} />
      <span>{text}</span>
    </p>
  );
}
