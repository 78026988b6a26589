import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { planEdits, readPipeline } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import '#renderer/i18n/late/pipeline-form-words.ts';
import '#renderer/i18n/late/pipeline-list-words.ts';
import {
  pipelineDraftQuery,
  pipelineFileQuery,
  ScheduleForm,
  scheduleTimesQuery,
  wordPipelineProblem,
} from '#renderer/features/pipeline-editor/index.ts';
import type { ScheduleValue } from '#renderer/features/pipeline-editor/index.ts';
import { InlineProblem, ProblemLine } from '#renderer/parts/problem-notice.tsx';
import { SideSheet, useCloseSheet } from '#renderer/parts/side-sheet.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { wordTrigger } from '../list/schedule-words.ts';
import { pipelineListQuery } from '../queries.ts';
import classes from './schedule.module.css';
import { scheduleEdits } from './schedule-edits.ts';

/** When a pipeline starts by itself, with the times that come of it; saving changes these lines of its file alone. */
export function ScheduleSheet({ name }: { name: string }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const file = useQuery(pipelineFileQuery(client, name));
  const draft = useQuery(pipelineDraftQuery(client, name));
  const error = file.error ?? draft.error;
  const title = t('pipelineList.scheduleOf', { name });
  if (file.data === undefined || draft.data === undefined)
    return (
      <SideSheet title={title}>
        {error === null ? (
          <StillBars rows={4} />
        ) : (
          <div className={classes.body}>
            <InlineProblem error={error} />
          </div>
        )}
      </SideSheet>
    );
  if (draft.data !== null) return <Unsaved title={title} name={name} />;
  const { text, hash } = file.data;
  return <EditedSchedule key={name} title={title} name={name} opened={{ text, hash }} />;
}

/** The editor has changes of this file: they would stand against each other. */
function Unsaved({ title, name }: { title: string; name: string }) {
  const { t } = useTranslation();
  return (
    <SideSheet
      title={title}
      foot={
        <Button
          variant="filled"
          renderRoot={(props) => <Link to="/pipelines/$name" params={{ name }} search={{}} {...props} />}
        >
          {t('pipelineList.openEditor')}
        </Button>
      }
    >
      <div className={classes.body}>
        <StateLabel shape="warning">{t('pipelineList.unsaved')}</StateLabel>
        <p className="g2">{t('pipelineList.unsavedText')}</p>
      </div>
    </SideSheet>
  );
}

type File = { readonly text: string; readonly hash: string };

/** @param opened the file as the sheet found it: another one that comes meanwhile is met when it is saved */
function EditedSchedule({ title, name, opened }: { title: string; name: string; opened: File }) {
  const { t, i18n } = useTranslation();
  const { client } = useApp().bridge;
  const { pipelines } = client;
  const act = useAct();
  const close = useCloseSheet();
  const [file] = useState(opened);
  const [before] = useState(() => readSchedule(file.text));
  const [value, setValue] = useState(before);
  const edits = scheduleEdits(before, value);
  const check = useQuery({ ...scheduleTimesQuery(client, value ?? {}), enabled: value !== undefined });
  const isBroken = value !== undefined && hasErrors(check.data?.problems);
  const whyId = useId();
  const [refused, setRefused] = useState<string | null>(null);
  const change: typeof setValue = (next) => {
    setRefused(null);
    setValue(next);
  };

  /** The file was whole: what was refused is the schedule that stands in the form. */
  function showRefused(error: unknown): boolean {
    const problem = toProblem(error);
    if (problem.code !== 'PIPELINE_INVALID' || !/^schedule\b/.test(problem.data.path)) return false;
    const { code, path, value: seen, expected } = problem.data;
    const said = { code: code as PipelineProblem['code'], path, value: seen, expected };
    setRefused(t('pipelineList.refused', { why: wordPipelineProblem(said, t, i18n.language) }));
    return true;
  }

  async function save(): Promise<void> {
    if (edits.length === 0) return close();
    const { text } = planEdits(file.text, edits);
    let savedHash = file.hash;
    const isSaved = await act({
      run: async () => {
        const saved = await pipelines.save({ name, text, expectedHash: file.hash });
        savedHash = saved.hash;
        return saved;
      },
      done: t('pipelineList.didSchedule', { name }),
      showFailure: showRefused,
      // What somebody has saved since is not written over.
      undo: () => pipelines.save({ name, text: file.text, expectedHash: savedHash }),
    });
    if (isSaved) close();
  }
  return (
    <SideSheet
      title={title}
      foot={
        <>
          <Button
            variant="filled"
            disabled={isBroken}
            aria-describedby={isBroken ? whyId : undefined}
            onClick={() => void save()}
          >
            {t('actions.save')}
          </Button>
          <Button variant="subtle" onClick={close}>
            {t('actions.cancel')}
          </Button>
          {isBroken && (
            <span id={whyId} className="g2 sm" role="status">
              {t('pipelineList.notRight')}
            </span>
          )}
        </>
      }
    >
      <div className={classes.body}>
        {value === undefined ? (
          <>
            <p className="g2">{t('pipelineList.noSchedule')}</p>
            <Button
              className={classes.add}
              data-autofocus
              leftSection={<IconPlus size={14} stroke={1.5} />}
              onClick={() => change({ cron: '0 6 * * *', timezone: ownTimeZone() })}
            >
              {t('pipelineList.addSchedule')}
            </Button>
          </>
        ) : (
          <Suspense fallback={<StillBars rows={4} />}>
            <ScheduleForm
              value={value}
              onSet={(key, next) => change((now) => setKey(now ?? {}, key, next))}
              onReplace={change}
            />
          </Suspense>
        )}
        {refused !== null && <ProblemLine text={refused} />}
        <Triggers name={name} />
      </div>
    </SideSheet>
  );
}

/** What else starts it; these lines are the editor's. */
function Triggers({ name }: { name: string }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const list = useQuery(pipelineListQuery(client));
  const triggers = list.data?.find((one) => one.name === name)?.schedule?.triggers ?? [];
  if (triggers.length === 0) return null;
  return (
    <div className={classes.triggers}>
      <span className={classes.label}>{t('pipelineList.alsoStarts')}</span>
      <ul>
        {triggers.map((trigger) => (
          <li key={trigger}>{wordTrigger(trigger, t)}</li>
        ))}
      </ul>
    </div>
  );
}

function hasErrors(problems: readonly PipelineProblem[] | undefined): boolean {
  return problems?.some(({ severity }) => severity === 'error') ?? false;
}

function readSchedule(text: string): ScheduleValue | undefined {
  const value = readPipeline(text).graph?.top['schedule'];
  return typeof value === 'object' && value !== null ? value : undefined;
}

function setKey(value: ScheduleValue, key: keyof ScheduleValue, next: string | undefined): ScheduleValue {
  const { [key]: _before, ...others } = value;
  return next === undefined ? others : { ...value, [key]: next };
}

function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
