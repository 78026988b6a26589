import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '@mantine/core';
import type { TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import lines from '#renderer/parts/key-values.module.css';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { DecisionForm } from './decision-form.tsx';
import { Elapsed } from './elapsed.tsx';
import { InstanceList } from './instance-list.tsx';
import classes from './pipelines.module.css';
import { taskLogQuery } from './queries.ts';
import { TaskStateLabel } from './states.tsx';
import { pickTelling } from './task-groups.ts';
import { wordWaits } from './word-waits.ts';
import { wordWhy } from './word-why.ts';

type TaskDetailProps = {
  readonly pipelineRunId: string;
  readonly instances: readonly TaskRun[];
};

/** A task's attempts and outputs beside the log of the attempt that is chosen; of a map, for the chosen instance. */
export function TaskDetail({ pipelineRunId, instances }: TaskDetailProps) {
  const { t } = useTranslation();
  const [instance, setInstance] = useState<number | null>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const task = instances.find(({ mapIndex }) => mapIndex === instance) ?? pickTelling(instances);
  const attempt = task.attempts.find((one) => one.try === wanted) ?? task.attempts.at(-1) ?? null;
  // While a task asks, its reason is the question, and what it waits for is the answer.
  const asks = task.state === 'awaiting_input';
  const why = asks || attempt === null ? null : wordWhy(attempt, t);
  return (
    <div className={classes.detail}>
      <section className={classes.facts} aria-label={t('pipelines.task', { name: task.taskId })}>
        <h2 className={classes.detailTitle}>{task.taskId}</h2>
        <Facts
          facts={[
            [t('pipelines.state'), <TaskStateLabel key="state" state={task.state} />],
            [
              t('pipelines.type'),
              <span key="type" className="mono">
                {task.type}
              </span>,
            ],
            [
              t('pipelines.needs'),
              task.needs.length === 0 ? (
                '–'
              ) : (
                <span key="needs" className="mono">
                  {task.needs.join(', ')}
                </span>
              ),
            ],
            ...(asks ? [] : waitFacts(task, t)),
          ]}
        />
        {asks && <DecisionForm key={task.mapIndex} pipelineRunId={pipelineRunId} task={task} />}
        {instances.length > 1 && (
          <InstanceList
            instances={instances}
            chosen={task.mapIndex}
            onChoose={(mapIndex) => {
              setInstance(mapIndex);
              setWanted(null);
            }}
          />
        )}
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
              isChosen={one === attempt}
              onChoose={() => setWanted(one.try)}
            />
          ))}
        </Section>
        <Outputs outputs={attempt?.outputs ?? {}} />
      </section>
      {attempt === null ? (
        <div className={classes.log} />
      ) : (
        <TaskLog
          key={`${task.taskId} ${String(task.mapIndex)} ${String(attempt.try)}`}
          pipelineRunId={pipelineRunId}
          task={task}
          attempt={attempt}
        />
      )}
    </div>
  );
}

function waitFacts({ waitsFor }: TaskRun, t: TFunction): [string, ReactNode][] {
  return waitsFor === null ? [] : [[t('pipelines.waitsFor'), wordWaits(waitsFor, t)]];
}

type AttemptLineProps = {
  readonly attempt: TaskAttempt;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function AttemptLine({ attempt, isChosen, onChoose }: AttemptLineProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.attempt}
      aria-pressed={isChosen}
      title={attempt.startedAt === null ? undefined : formatMoment(attempt.startedAt)}
      onClick={onChoose}
    >
      <span className="g3">{attempt.try}</span>
      <TaskStateLabel state={attempt.state} />
      {attempt.isCached && <span className="g3 sm">{t('pipelines.cached')}</span>}
      {attempt.exitCode !== null && attempt.exitCode !== 0 && (
        <span className="g3 sm">{t('pipelines.exitCode', { code: attempt.exitCode })}</span>
      )}
      <span className={classes.attemptTime}>
        <Elapsed startedAt={attempt.startedAt} endedAt={attempt.endedAt} />
      </span>
    </button>
  );
}

function Outputs({ outputs }: { outputs: TaskAttempt['outputs'] }) {
  const { t } = useTranslation();
  const entries = Object.entries(outputs);
  return (
    <Section title={t('pipelines.outputs')} count={entries.length}>
      {entries.length === 0 && <p className="g3 sm">{t('pipelines.noOutputs')}</p>}
      {entries.map(([key, value]) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        return (
          <div key={key} className={lines.line}>
            <span className={lines.key} translate="no">
              {key}
            </span>
            <span className={`${lines.value ?? ''} mono`} title={text} translate="no">
              {text}
            </span>
          </div>
        );
      })}
    </Section>
  );
}

type TaskLogProps = {
  readonly pipelineRunId: string;
  readonly task: TaskRun;
  readonly attempt: TaskAttempt;
};

/** The end of the log; it stays at the last line as long as "follow" is on. */
function TaskLog({ pipelineRunId, task, attempt }: TaskLogProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const log = useQuery(taskLogQuery(bridge.client, pipelineRunId, task, attempt.try));
  const [follows, setFollows] = useState(true);
  const box = useRef<HTMLPreElement>(null);
  const text = log.data?.text ?? '';
  useLayoutEffect(() => {
    if (follows && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [follows, text]);
  return (
    <section className={classes.log} aria-label={t('pipelines.log')}>
      <header className={classes.logHead}>
        <h2 className={classes.detailTitle}>{t('pipelines.log')}</h2>
        <span className="g3 sm">{log.data?.isCut === true && t('pipelines.logCut')}</span>
        <span className="grow" />
        <Checkbox
          label={t('pipelines.follow')}
          checked={follows}
          onChange={(event) => setFollows(event.currentTarget.checked)}
        />
      </header>
      {log.isError ? (
        <div className={classes.logProblem}>
          <InlineProblem error={log.error} />
        </div>
      ) : (
        <pre
          ref={box}
          className={classes.logText}
          translate={text === '' ? undefined : 'no'}
          role="region"
          tabIndex={0}
          aria-label={t('pipelines.logOf', { task: task.taskId, number: attempt.try })}
          onWheel={(event) => event.deltaY < 0 && setFollows(false)}
        >
          {text === '' && log.data !== undefined ? t('pipelines.logEmpty') : text}
        </pre>
      )}
    </section>
  );
}
