import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { PipelineRun, TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import { dateFormat } from '#renderer/parts/intl-formats.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { formatDuration, formatMoment, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { DecisionForm } from '../decision-form.tsx';
import { Elapsed } from '../elapsed.tsx';
import { buildGanttRows } from '../gantt/gantt-rows.ts';
import { InstanceList } from '../instance-list.tsx';
import { taskShapes } from '../states.tsx';
import { wordWaits } from '../word-waits.ts';
import { wordWhy } from '../word-why.ts';
import { CachedFrom } from './cached-from.tsx';
import { DriftChecks } from './drift-checks.tsx';
import classes from './inspector.module.css';
import { Outputs } from './output-tab.tsx';
import { batchOf } from './batch-of.ts';

type SummaryTabProps = {
  readonly run: PipelineRun;
  readonly task: TaskRun;
  readonly instances: readonly TaskRun[];
  readonly attempt: TaskAttempt | null;
  readonly onTry: (number: number) => void;
  readonly onInstance: (mapIndex: number) => void;
};

/** How the tries of a task ended, why, and what it waited for. */
export function SummaryTab({ run, task, instances, attempt, onTry, onInstance }: SummaryTabProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  // While a task asks, its reason is the question, and what it waits for is the answer.
  const asks = task.state === 'awaiting_input';
  const why = asks || attempt === null ? null : wordWhy(attempt, t);
  const batchId = batchOf(run, task);
  return (
    <>
      {asks && <DecisionForm key={task.mapIndex} pipelineRunId={run.pipelineRunId} task={task} />}
      {instances.length > 1 && (
        <InstanceList instances={instances} chosen={task.mapIndex} onChoose={onInstance} />
      )}
      <CachedFrom pipelineRunId={run.pipelineRunId} task={task} attempt={attempt} />
      {why !== null && (
        <Section title={t('pipelines.reason')}>
          <p className={classes.reason} {...(why.isForeign && { translate: 'no' as const })}>
            {why.text}
          </p>
        </Section>
      )}
      <Section title={t('pipelines.attempts')} count={task.attempts.length}>
        {task.attempts.length === 0 && <p className="g3 sm">{t('pipelines.noAttempts')}</p>}
        {task.attempts.map((one) => (
          <AttemptLine
            key={one.try}
            attempt={one}
            isReused={task.part === 'reuse'}
            isChosen={one === attempt}
            onChoose={() => onTry(one.try)}
          />
        ))}
      </Section>
      {task.type === 'stile/monitor' && batchId !== null && <DriftChecks batchId={batchId} />}
      {attempt !== null && Object.keys(attempt.outputs).length > 0 && <Outputs outputs={attempt.outputs} />}
      <Facts
        facts={[
          ...(asks ? [] : waitFacts(task, t)),
          ...(task.nextAt === null
            ? []
            : ([[t('pipelineRuns.nextTry'), formatSince(task.nextAt, now, locale)]] as const)),
          ...waitedFact(run, task, t, locale),
          [
            t('pipelines.needs'),
            task.needs.length === 0 ? (
              '–'
            ) : (
              <span key="needs" className="mono" translate="no">
                {task.needs.join(', ')}
              </span>
            ),
          ],
        ]}
      />
    </>
  );
}

function waitFacts({ waitsFor }: TaskRun, t: TFunction): [string, ReactNode][] {
  return waitsFor === null ? [] : [[t('pipelines.waitsFor'), wordWaits(waitsFor, t)]];
}

/** How long it was ready and did not begin. */
function waitedFact(
  run: PipelineRun,
  task: TaskRun,
  t: TFunction,
  locale: string,
): readonly (readonly [string, ReactNode])[] {
  const rows = buildGanttRows(run.tasks, new Set([task.taskId]), run.startedAt);
  const row = rows.find(({ task: one }) => one === task && one.attempts.length > 0);
  const wait = row?.segments.find(({ kind }) => kind === 'wait');
  if (wait?.to == null) return [];
  return [[t('pipelineRuns.waited'), formatDuration(wait.to - wait.from, locale)]];
}

type AttemptLineProps = {
  readonly attempt: TaskAttempt;
  /** It took over what an earlier run made: it has no time of its own. */
  readonly isReused: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function AttemptLine({ attempt, isReused, isChosen, onChoose }: AttemptLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { state, exitCode } = attempt;
  const startedAt = isReused ? null : attempt.startedAt;
  const look = isReused && state === 'success' ? 'reused' : state;
  const hasExit = exitCode !== null && exitCode !== 0;
  const clock = dateFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return (
    <button
      type="button"
      className={classes.attempt}
      aria-pressed={isChosen}
      title={startedAt === null ? undefined : formatMoment(startedAt)}
      onClick={onChoose}
    >
      <span className={classes.number}>{attempt.try}</span>
      <StateLabel shape={taskShapes[look]}>
        {t(`taskStates.${look}`)}
        {hasExit && <span>{t('pipelines.exitCode', { code: exitCode })}</span>}
      </StateLabel>
      {attempt.isCached && !isReused && <span className="g3 sm">{t('pipelines.cached')}</span>}
      <span className="grow" />
      {startedAt !== null && <span className="g3">{clock.format(startedAt)}</span>}
      <span className={classes.time}>
        <Elapsed startedAt={startedAt} endedAt={attempt.endedAt} />
      </span>
    </button>
  );
}
