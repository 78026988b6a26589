import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelinePython } from '#contract/pipeline-python.ts';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { PipelinePythonNews, pipelinePythonsQuery } from '#renderer/features/python/index.ts';
import { isTyping } from '#renderer/parts/key-hints.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import classes from './list.module.css';
import { PipelineRow } from './pipeline-row.tsx';
import { useSwitchSchedule } from './use-switch-schedule.ts';

/** The pipelines of the workspace, one in a row; on a row keys run it and turn its schedule off and on. */
export function PipelineTable({ pipelines }: { pipelines: readonly PipelineSummary[] }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const turn = useSwitchSchedule();
  const { data: pythons, error } = usePythons();

  function act(event: KeyboardEvent<HTMLElement>): void {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
    const row = event.target instanceof Element ? event.target.closest('tr') : null;
    const pipeline = pipelines.find(({ name }) => name === row?.dataset['pipeline']);
    if (row === null || pipeline === undefined) return;
    const done = {
      j: () => focusRow(row.nextElementSibling),
      k: () => focusRow(row.previousElementSibling),
      ArrowDown: () => focusRow(row.nextElementSibling),
      ArrowUp: () => focusRow(row.previousElementSibling),
      r: () => openSheet('run-pipeline', pipeline.name),
      p: () => void (pipeline.schedule !== null && turn(pipeline)),
    }[event.key];
    if (done === undefined) return;
    event.preventDefault();
    done();
  }
  return (
    <>
      {error !== null && (
        <div className={classes.problem}>
          <InlineProblem error={error} />
        </div>
      )}
      {pythons !== undefined && <PipelinePythonNews pythons={pythons} />}
      <table className={classes.table} aria-label={t('pipelines.list')} onKeyDown={act}>
        <colgroup>
          <col />
          <col className={classes.colRuns} />
          <col className={classes.colSchedule} />
          <col className={classes.colDuration} />
          <col className={classes.colActs} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('pipelines.name')}</th>
            <th scope="col">{t('pipelineList.lastRuns')}</th>
            <th scope="col">{t('pipelineList.schedule')}</th>
            <th scope="col" className={classes.right}>
              {t('pipelines.duration')}
            </th>
            <th scope="col">
              <span className={classes.hidden}>{t('pipelineList.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {pipelines.map((pipeline) => (
            <PipelineRow
              key={pipeline.name}
              pipeline={pipeline}
              python={pythons?.get(pipeline.name) ?? null}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Of all pipelines at once: an answer for each row would come one after the other. */
function usePythons() {
  const { bridge } = useApp();
  const { data, error } = useQuery(pipelinePythonsQuery(bridge.client));
  const byName = useMemo(
    () => data && new Map<string, PipelinePython>(data.map((python) => [python.name, python])),
    [data],
  );
  return { data: byName, error: data === undefined ? error : null };
}

function focusRow(row: Element | null): void {
  row?.querySelector<HTMLElement>('[data-row-link]')?.focus();
}
