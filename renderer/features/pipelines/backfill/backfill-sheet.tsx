import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/pipeline-list-words.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SideSheet, useCloseSheet, useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { givenValues, hasFaults, paramFields, paramsToSend } from '../param-fields.ts';
import { pipelineListQuery } from '../queries.ts';
import { BackfillForm } from './backfill-form.tsx';
import type { BackfillChoice } from './backfill-form.tsx';
import { BackfillList } from './backfill-list.tsx';
import classes from './backfill.module.css';
import { DateList } from './date-list.tsx';
import { backfillDatesQuery } from './queries.ts';
import { lastDays, readRange } from './range.ts';

/** Runs a pipeline for dates that have gone by: which ones is seen before, and how far it is afterwards. */
export function BackfillSheet({ name }: { name: string }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const list = useQuery(pipelineListQuery(client));
  const pipeline = list.data?.find((one) => one.name === name);
  const title = t('backfill.title', { name });
  if (pipeline === undefined)
    return (
      <SideSheet title={title}>
        {list.isError ? (
          <div className={classes.body}>
            <InlineProblem error={list.error} />
          </div>
        ) : list.data === undefined ? (
          <StillBars rows={4} />
        ) : (
          <p className={`g2 ${classes.body}`}>{t('pipelines.gone', { name })}</p>
        )}
      </SideSheet>
    );
  if (pipeline.schedule?.text == null || pipeline.schedule.text.startsWith('@once'))
    return <NoDates title={title} name={name} />;
  return <Planned title={title} pipeline={pipeline} zone={pipeline.schedule.timezone ?? 'UTC'} />;
}

/** Without a schedule of times there are no dates. */
function NoDates({ title, name }: { title: string; name: string }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  return (
    <SideSheet title={title}>
      <div className={classes.body}>
        <p className="g2">{t('backfill.noSchedule')}</p>
        <Button className={classes.start} data-autofocus onClick={() => openSheet('schedule', name)}>
          {t('pipelineList.addSchedule')}
        </Button>
      </div>
    </SideSheet>
  );
}

type PlannedProps = { readonly title: string; readonly pipeline: PipelineSummary; readonly zone: string };

function Planned({ title, pipeline, zone }: PlannedProps) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const { name } = pipeline;
  const act = useAct();
  const close = useCloseSheet();
  // What acts on the dates goes, or rests, once it has: the focus stays in the sheet.
  const rest = useRef<HTMLButtonElement>(null);
  const fields = paramFields(pipeline.params);
  const [choice, setChoice] = useState<BackfillChoice>(() => ({
    ...lastDays(7, Date.now(), zone),
    reprocess: 'missing',
    newestFirst: false,
    maxActive: '1',
    params: givenValues(fields, {}),
  }));
  const range = readRange(choice, zone);
  const { reprocess, newestFirst } = choice;
  const input = { name, reprocess, newestFirst, ...(range ?? { fromAt: 1, untilAt: 0 }) };
  const dates = useQuery(backfillDatesQuery(client, input));
  const isBackwards = range !== null && range.fromAt > range.untilAt;
  const maxActive = Number(choice.maxActive);
  const isCount = Number.isInteger(maxActive) && maxActive >= 1 && maxActive <= 100;
  const shown = range === null || isBackwards ? undefined : dates.data;
  const count = countRunning(shown);
  const isFit = isCount && !hasFaults(fields, choice.params);
  const isReady = isFit && count > 0 && !dates.isPlaceholderData;

  function start(): Promise<boolean> {
    const params = paramsToSend(fields, choice.params);
    return act({
      run: () => client.pipelines.backfill({ ...input, maxActive, params }),
      done: t('backfill.didStart', { name, count }),
    });
  }
  return (
    <SideSheet
      title={title}
      foot={
        <>
          <Button
            variant="filled"
            disabled={!isReady}
            onClick={() => {
              rest.current?.focus();
              void start();
            }}
          >
            {wordStart(shown, t)}
          </Button>
          <Button ref={rest} variant="subtle" onClick={close}>
            {t('actions.close')}
          </Button>
        </>
      }
    >
      <BackfillList name={name} zone={zone} only="running" onStop={() => rest.current?.focus()} />
      <div className={classes.body}>
        <BackfillForm
          choice={choice}
          onChange={(next) => setChoice((now) => ({ ...now, ...next }))}
          zone={zone}
          fields={fields}
          isBackwards={isBackwards}
          isCount={isCount}
        />
        {dates.isError && !isBackwards && <InlineProblem error={dates.error} />}
      </div>
      {shown !== undefined && !dates.isError && <DateList dates={shown} zone={zone} />}
      <BackfillList name={name} zone={zone} only="over" />
    </SideSheet>
  );
}

type Dates = readonly { readonly willRun: boolean }[] | undefined;

function countRunning(dates: Dates): number {
  return dates?.filter(({ willRun }) => willRun).length ?? 0;
}

/** What the button says; before the dates are known it has no reason to say that there are none. */
function wordStart(dates: Dates, t: TFunction): string {
  const count = countRunning(dates);
  return dates !== undefined && count === 0 ? t('backfill.startNone') : t('backfill.start', { count });
}
