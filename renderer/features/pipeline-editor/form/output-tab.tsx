import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TaskRun } from '#contract/pipelines.ts';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import {
  Elapsed,
  pipelineRunQuery,
  taskLogQuery,
  taskShapes,
  wordWhy,
} from '#renderer/features/pipelines/index.ts';
import { useEditor } from '../session/editor-context.ts';
import classes from './form.module.css';
import { valueToText } from './field-values.ts';

/** So many lines of the end of a log are shown beside a task. */
const logLines = 30;

/** What the task made when it ran last, why it failed, and the end of its log. */
export function OutputTab({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const { standing } = useEditor();
  const runId = standing.get(task.id)?.pipelineRunId ?? null;
  if (runId === null)
    return <p className={`${classes.about} ${classes.fields}`}>{t('pipelineForm.neverRan')}</p>;
  return <Attempt pipelineRunId={runId} taskId={task.id} />;
}

function Attempt({ pipelineRunId, taskId }: { pipelineRunId: string; taskId: string }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const { data: run } = useQuery(pipelineRunQuery(client, pipelineRunId));
  if (run === undefined) return <StillBars rows={4} />;
  const instances = run.tasks.filter((one) => one.taskId === taskId);
  const task = instances.find(({ state }) => state === 'failed') ?? instances[0];
  const attempt = task?.attempts.at(-1);
  if (task === undefined || attempt === undefined)
    return <p className={`${classes.about} ${classes.fields}`}>{t('pipelineForm.neverRan')}</p>;
  const why = wordWhy(attempt, t);
  const outputs = Object.entries(attempt.outputs);
  return (
    <>
      <section className={classes.section}>
        <header className={classes.sectionHead}>
          <StateLabel shape={taskShapes[attempt.state]}>{t(`taskStates.${attempt.state}`)}</StateLabel>
          <span className="g3 sm">
            <Elapsed startedAt={attempt.startedAt} endedAt={attempt.endedAt} />
          </span>
          <span className="g3 sm grow">
            {attempt.startedAt !== null && <RelativeTime at={attempt.startedAt} />}
          </span>
          <Link
            className={classes.connect}
            to="/pipelines/runs/$pipelineRunId"
            params={{ pipelineRunId }}
            search={{ task: taskId }}
          >
            {t('pipelines.openRun')}
          </Link>
        </header>
        {why !== null && (
          <p className={classes.problem} data-severity={attempt.state === 'failed' ? 'error' : 'warning'}>
            {why.text}
          </p>
        )}
      </section>
      <section className={classes.section}>
        <header className={classes.sectionHead}>
          <h3>{t('pipelines.outputs')}</h3>
        </header>
        {outputs.length === 0 ? (
          <p className="g3 sm">{t('pipelines.noOutputs')}</p>
        ) : (
          <dl className={classes.outputs} translate="no">
            {outputs.map(([key, value]) => (
              <div key={key} style={{ display: 'contents' }}>
                <dt>{key}</dt>
                <dd>{valueToText(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <LogEnd pipelineRunId={pipelineRunId} task={task} number={attempt.try} />
    </>
  );
}

function LogEnd({ pipelineRunId, task, number }: { pipelineRunId: string; task: TaskRun; number: number }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const { data } = useQuery(taskLogQuery(client, pipelineRunId, task, number));
  const lines = (data?.text ?? '').trimEnd().split('\n').slice(-logLines);
  return (
    <section className={classes.section}>
      <header className={classes.sectionHead}>
        <h3>{t('pipelines.log')}</h3>
      </header>
      {data === undefined ? (
        <StillBars rows={3} />
      ) : data.text === '' ? (
        <p className="g3 sm">{t('pipelines.logEmpty')}</p>
      ) : (
        <pre
          className={`${classes.code} ${classes.wrapped}`}
          tabIndex={0}
          aria-label={t('pipelines.log')}
          translate="no"
        >
          {lines.join('\n')}
        </pre>
      )}
    </section>
  );
}
