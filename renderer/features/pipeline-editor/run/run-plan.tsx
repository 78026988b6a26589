import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PlannedTask, StaleReason } from '#contract/pipeline-views.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { wordStale } from '../canvas/word-task.ts';
import { groupPlan } from './group-plan.ts';
import type { PlanGroup } from './group-plan.ts';
import classes from './run.module.css';
import { shortId } from './run-request.ts';

/** Of one reason so many are drawn; the others are counted. */
const mostNames = 100;

const kinds: readonly { readonly action: PlannedTask['action']; readonly shape: GlyphShape }[] = [
  { action: 'run', shape: 'running' },
  { action: 'reuse', shape: 'finished' },
  { action: 'leaveOut', shape: 'stopped' },
];

/** What a run would do with each task, and why. */
export function RunPlan({ tasks }: { tasks: readonly PlannedTask[] }) {
  const { t } = useTranslation();
  return (
    <div className={classes.plan} aria-live="polite">
      {kinds.map(({ action, shape }) => {
        const own = tasks.filter((task) => task.action === action);
        if (own.length === 0) return null;
        return (
          <section key={action} aria-label={t(`pipelineEditor.runs.${action}`, { count: own.length })}>
            <h3 className={classes.planHead}>
              <StatusGlyph shape={shape} size={13} />
              {t(`pipelineEditor.runs.${action}`, { count: own.length })}
            </h3>
            <Groups groups={groupPlan(own)} />
          </section>
        );
      })}
    </div>
  );
}

function Groups({ groups }: { groups: readonly PlanGroup[] }) {
  return groups.map((group) => <Group key={group.tasks[0]} group={group} isAlone={groups.length === 1} />);
}

type GroupProps = {
  readonly group: PlanGroup;
  /** The heading above has said how many they are. */
  readonly isAlone: boolean;
};

/** A task with its reason beside it, or a reason and below it all tasks that it holds for. */
function Group({ group, isAlone }: GroupProps) {
  const { tasks, why, fromRunId, stale } = group;
  const { t } = useTranslation();
  const [first = ''] = tasks;
  const isOne = tasks.length === 1;
  const said = isOne ? t(`pipelineEditor.runs.why.${why}`) : wordOfMany(group, isAlone, t);
  const from =
    fromRunId === null ? '' : ` · ${t('pipelineEditor.runs.fromRun', { run: shortId(fromRunId) })}`;
  const more = tasks.length - mostNames;
  return (
    <div className={classes.planGroup} data-one={isOne || undefined}>
      {isOne && <PlanName taskId={first} fromRunId={fromRunId} />}
      <p className={classes.planWhy}>
        {said}
        {from}
      </p>
      {stale.length > 0 && (
        <p className={classes.planStale}>{isOne ? wordStale(stale, t) : wordStaleOfMany(stale, t)}</p>
      )}
      {!isOne && (
        <ul className={classes.planNames} aria-label={said}>
          {tasks.slice(0, mostNames).map((taskId) => (
            <li key={taskId}>
              <PlanName taskId={taskId} fromRunId={fromRunId} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="g3 sm">{t('pipelineEditor.runs.more', { count: more })}</p>}
    </div>
  );
}

function wordOfMany({ why, tasks }: PlanGroup, isAlone: boolean, t: TFunction): string {
  const word = t(`pipelineEditor.runs.whyOfMany.${why}`);
  return isAlone ? word : t('pipelineEditor.runs.ofMany', { n: tasks.length, why: word });
}

function wordStaleOfMany(stale: readonly StaleReason[], t: TFunction): string {
  const reasons = stale.map((reason) => t(`pipelineEditor.runs.staleReasons.${reason}`)).join(', ');
  return t('pipelineEditor.runs.staleOfMany', { reasons });
}

/** Of one that is reused, the way to what it made. */
function PlanName({ taskId, fromRunId }: { taskId: string; fromRunId: string | null }) {
  if (fromRunId === null)
    return (
      <span className={classes.planName} translate="no">
        {taskId}
      </span>
    );
  return (
    <Link
      className={`${classes.planName ?? ''} ${classes.link ?? ''}`}
      to="/pipelines/runs/$pipelineRunId"
      params={{ pipelineRunId: fromRunId }}
      search={{ task: taskId }}
      translate="no"
    >
      {taskId}
    </Link>
  );
}
