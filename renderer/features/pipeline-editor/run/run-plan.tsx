import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlannedTask } from '#contract/pipeline-views.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { wordStale } from '../canvas/word-task.ts';
import classes from './run.module.css';
import { shortId } from './run-request.ts';

/** Of one kind so many are drawn; the others are counted. */
const mostLines = 100;

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
            <ul>
              {own.slice(0, mostLines).map((task) => (
                <PlanLine key={task.taskId} task={task} />
              ))}
            </ul>
            {own.length > mostLines && (
              <p className="g3 sm">{t('pipelineEditor.runs.more', { count: own.length - mostLines })}</p>
            )}
          </section>
        );
      })}
    </div>
  );
}

function PlanLine({ task: { taskId, why, fromRunId, stale } }: { task: PlannedTask }) {
  const { t } = useTranslation();
  return (
    <li className={classes.planLine}>
      <span className={classes.planName} translate="no">
        {taskId}
      </span>
      <span className={classes.planWhy}>
        {t(`pipelineEditor.runs.why.${why}`)}
        {fromRunId !== null && (
          <>
            {' · '}
            <Link
              className={classes.link}
              to="/pipelines/runs/$pipelineRunId"
              params={{ pipelineRunId: fromRunId }}
              search={{ task: taskId }}
            >
              {t('pipelineEditor.runs.fromRun', { run: shortId(fromRunId) })}
            </Link>
          </>
        )}
      </span>
      {stale.length > 0 && <span className={classes.planStale}>{wordStale(stale, t)}</span>}
    </li>
  );
}
