import type { ReactNode } from 'react';
import type { AttemptDetail } from '#contract/pipeline-views.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from './inspector.module.css';
import type { useAttempt } from './use-attempt.ts';

type AttemptPartProps = {
  readonly query: ReturnType<typeof useAttempt>;
  readonly children: (detail: AttemptDetail) => ReactNode;
};

/** A part of the inspector that tells of a try, once that was read. */
export function AttemptPart({ query: { data, error, isError }, children }: AttemptPartProps) {
  if (data !== undefined) return children(data);
  if (!isError) return <StillBars rows={3} />;
  return (
    <div className={classes.problem}>
      <InlineProblem error={error} />
    </div>
  );
}
