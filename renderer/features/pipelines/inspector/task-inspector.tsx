import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun, TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { TabList } from '#renderer/parts/tab-list.tsx';
import { useKept } from '#renderer/parts/use-kept.ts';
import { AttemptFiles } from './attempt-files.tsx';
import { AttemptPart } from './attempt-part.tsx';
import { EnvironmentTab } from './environment-tab.tsx';
import { InspectorHead } from './inspector-head.tsx';
import classes from './inspector.module.css';
import { LineageTab } from './lineage-tab.tsx';
import { OutputTab } from './output-tab.tsx';
import { ParamsTab } from './params-tab.tsx';
import { SummaryTab } from './summary-tab.tsx';
import { useAttempt } from './use-attempt.ts';
import type { TaskActs } from './use-task-acts.ts';

const tabs = ['summary', 'output', 'params', 'env', 'lineage'] as const;

type TaskInspectorProps = {
  readonly run: PipelineRun;
  readonly task: TaskRun;
  readonly instances: readonly TaskRun[];
  readonly attempt: TaskAttempt | null;
  readonly acts: TaskActs;
  readonly onTry: (number: number) => void;
  readonly onInstance: (mapIndex: number) => void;
  readonly onClose?: () => void;
  /** More that can be done, beside the acts. */
  readonly link?: ReactNode;
};

/** All of one task of a run: how its tries ended, what they made, what they were given and ran in. */
export function TaskInspector(props: TaskInspectorProps) {
  const { run, task, instances, attempt, acts, onTry, onInstance } = props;
  const { t } = useTranslation();
  const [tab, setTab] = useKept('inspector.tab', tabs, 'summary');
  return (
    <section className={classes.inspector} aria-label={t('pipelines.task', { name: task.taskId })}>
      <InspectorHead
        pipeline={run.pipeline}
        task={task}
        acts={acts}
        link={props.link}
        {...(props.onClose !== undefined && { onClose: props.onClose })}
      />
      <TabList
        label={t('pipelineRuns.details', { name: task.taskId })}
        tabs={tabs.map((id) => ({ id, label: t(`pipelineRuns.tabs.${id}`) }))}
        current={tab}
        onChange={setTab}
      />
      <div className={classes.body} role="tabpanel" aria-label={t(`pipelineRuns.tabs.${tab}`)} tabIndex={0}>
        {tab === 'summary' && (
          <SummaryTab
            run={run}
            task={task}
            instances={instances}
            attempt={attempt}
            onTry={onTry}
            onInstance={onInstance}
          />
        )}
        {tab !== 'summary' && <AttemptTab key={tab} tab={tab} run={run} task={task} attempt={attempt} />}
      </div>
    </section>
  );
}

type AttemptTabProps = {
  readonly tab: Exclude<(typeof tabs)[number], 'summary'>;
  readonly run: PipelineRun;
  readonly task: TaskRun;
  readonly attempt: TaskAttempt | null;
};

/** What is told of one try alone. */
function AttemptTab({ tab, run, task, attempt }: AttemptTabProps) {
  const { t } = useTranslation();
  const query = useAttempt(run.pipelineRunId, task, attempt);
  return (
    <>
      {attempt !== null && task.attempts.length > 1 && (
        <p className={classes.alone}>
          {t('pipelineRuns.ofTry', { n: attempt.try, count: task.attempts.length })}
        </p>
      )}
      {tab === 'output' && <OutputTab attempt={attempt} />}
      <AttemptPart query={query}>
        {(detail) => {
          if (tab === 'output') return <AttemptFiles detail={detail} />;
          if (tab === 'params') return <ParamsTab run={run} detail={detail} />;
          if (tab === 'env') return <EnvironmentTab run={run} detail={detail} />;
          return <LineageTab detail={detail} />;
        }}
      </AttemptPart>
    </>
  );
}
