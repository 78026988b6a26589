import { Button, FocusTrap } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Inspector } from '#renderer/parts/inspector.tsx';
import sheet from '#renderer/parts/side-sheet.module.css';
import { formatSince } from '#renderer/parts/times.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { PipelineRunStateLabel } from '../states.tsx';
import classes from './grid.module.css';
import type { GridColumn } from './use-grid-data.ts';

type RetrySheetProps = {
  readonly runs: readonly GridColumn[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Which runs go on before they do. */
export function RetrySheet({ runs, onClose, onDone }: RetrySheetProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const locale = useLocale();
  const now = useNow();
  const title = t('pipelineRuns.grid.retryTitle');
  const retry = async (): Promise<void> => {
    const isDone = await act({
      run: async () => {
        // One after the other: a pipeline that takes one run at a time keeps their order.
        for (const { pipelineRunId } of runs.toReversed())
          await bridge.client.pipelines.clear({ pipelineRunId, scope: 'failed' });
      },
      done: t('pipelineRuns.grid.didRetry', { count: runs.length }),
    });
    if (isDone) onDone();
  };
  return (
    <FocusTrap active>
      <div className={sheet.sheet} data-sheet>
        <Inspector
          label={title}
          lead={<h2 className={sheet.title}>{title}</h2>}
          onClose={onClose}
          foot={
            <>
              <Button
                variant="filled"
                data-autofocus
                disabled={runs.length === 0}
                onClick={() => void retry()}
              >
                {t('pipelineRuns.grid.retryFailed', { count: runs.length })}
              </Button>
              <Button variant="subtle" onClick={onClose}>
                {t('actions.cancel')}
              </Button>
            </>
          }
        >
          <div className={sheet.form}>
            <p className="g2">{t('pipelineRuns.grid.retryHint')}</p>
            <ul tabIndex={0} aria-label={title}>
              {runs.map((run) => (
                <li key={run.pipelineRunId} className={classes.retryLine}>
                  <span>{formatSince(run.queuedAt, now, locale)}</span>
                  <PipelineRunStateLabel state={run.state} />
                </li>
              ))}
            </ul>
          </div>
        </Inspector>
      </div>
    </FocusTrap>
  );
}
