import { ActionIcon, Button } from '@mantine/core';
import { IconPlayerStop, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import {
  Elapsed,
  InstanceList,
  LogPane,
  pipelineRunQuery,
  PipelineRunStateLabel,
} from '#renderer/features/pipelines/index.ts';
import { Divider } from '#renderer/parts/divider.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { useKeptNumber } from '#renderer/parts/use-kept.ts';
import { useEditorState } from '../session/editor-context.ts';
import { chooseLog, type LogChoice } from './choose-log.ts';
import classes from './run.module.css';
import { shortId } from './run-request.ts';

const size = { bounds: [120, 560], initial: 220 } as const;

type RunLogProps = { readonly pipelineRunId: string; readonly onClose: () => void };

/** Below the editor: what the chosen task of a run writes, live; of none chosen, the one that works. */
export function RunLog({ pipelineRunId, onClose }: RunLogProps) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const [height, setHeight] = useKeptNumber('editor.log', size.bounds, size.initial);
  const { data: run } = useQuery(pipelineRunQuery(client, pipelineRunId));
  const selected = useEditorState((state) => state.selection.at(-1) ?? null);
  return (
    <>
      <Divider
        label={t('pipelineEditor.runs.logHeight')}
        line="flat"
        part="end"
        value={height}
        step={16}
        {...size}
        onValue={setHeight}
      />
      <section className={classes.log} style={{ height }} aria-label={t('pipelineEditor.runs.log')}>
        {run === undefined ? (
          <StillBars rows={3} />
        ) : (
          <>
            <LogHead run={run} onClose={onClose} />
            <LogBody key={`${run.pipelineRunId} ${selected ?? ''}`} run={run} selected={selected} />
          </>
        )}
      </section>
    </>
  );
}

/** The log, and where it is of a map the instances to choose from. */
function LogBody({ run, selected }: { run: PipelineRun; selected: string | null }) {
  const [instance, setInstance] = useState<Omit<LogChoice, 'try'> | null>(null);
  const chosen = chooseLog(run.tasks, selected, instance);
  const instances = run.tasks.filter(({ taskId }) => taskId === chosen?.taskId);
  return (
    <div className={classes.logBody}>
      <Suspense fallback={<StillBars rows={3} />}>
        {chosen !== null && instances.length > 1 && (
          <div className={classes.logInstances}>
            <InstanceList
              instances={instances}
              chosen={chosen.mapIndex}
              onChoose={(mapIndex) => setInstance({ taskId: chosen.taskId, mapIndex })}
            />
          </div>
        )}
        <div className={classes.logOf}>
          <LogPane run={run} tasks={run.tasks} chosen={chosen} onReady={ignore} />
        </div>
      </Suspense>
    </div>
  );
}

function ignore(): void {
  // No keys of the editor lead into the log.
}

function LogHead({ run, onClose }: { run: PipelineRun; onClose: () => void }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const { pipelineRunId } = run;
  return (
    <header className={classes.logHead}>
      <PipelineRunStateLabel state={run.state} />
      <span className="g3">
        <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
      </span>
      <span className="g3 ell">{t('pipelineEditor.runs.ofText', { hash: shortId(run.definitionHash) })}</span>
      <span className="grow" />
      {run.endedAt === null && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlayerStop size={14} stroke={1.5} />}
          onClick={() =>
            void act({
              run: () => bridge.client.pipelines.cancel({ pipelineRunId }),
              done: t('pipelines.didStop', { name: run.pipeline }),
            })
          }
        >
          {t('pipelines.cancel')}
        </Button>
      )}
      <Link
        className={classes.link}
        to="/pipelines/runs/$pipelineRunId"
        params={{ pipelineRunId }}
        search={{}}
      >
        {t('pipelines.openRun')}
      </Link>
      <ActionIcon size={24} aria-label={t('pipelineEditor.runs.closeLog')} onClick={onClose}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </header>
  );
}
