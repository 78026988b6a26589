import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/pipeline-list-words.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SideSheet, useCloseSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { pipelineListQuery } from '../queries.ts';
import classes from './create.module.css';
import { MiniGraph } from './mini-graph.tsx';
import { checkName, freeName } from './name-check.ts';
import { NameField } from './name-field.tsx';
import { TemplateCards } from './template-cards.tsx';

const ways = ['template', 'pipeline', 'empty'] as const;
type Way = (typeof ways)[number];

/** Makes a pipeline of a template, of another pipeline (`from`), or without tasks, and opens its editor. */
export function NewPipelineSheet({ from }: { from: string }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const list = useQuery(pipelineListQuery(client));
  if (list.data !== undefined) return <NewPipeline pipelines={list.data} from={from} />;
  return (
    <SideSheet title={t('newPipeline.title')}>
      {list.isError ? (
        <div className={classes.body}>
          <InlineProblem error={list.error} />
        </div>
      ) : (
        <StillBars rows={4} />
      )}
    </SideSheet>
  );
}

type NewPipelineProps = {
  readonly pipelines: readonly PipelineSummary[];
  /** The pipeline that it begins with; empty: any. */
  readonly from: string;
};

function NewPipeline({ pipelines, from }: NewPipelineProps) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const act = useAct();
  const close = useCloseSheet();
  const navigate = useNavigate();
  const taken = pipelines.map(({ name }) => name);
  const [name, setName] = useState(() => (from === '' ? '' : freeName(from, taken)));
  const [way, setWay] = useState<Way>(from === '' ? 'template' : 'pipeline');
  const [template, setTemplate] = useState<string | null>(null);
  const [other, setOther] = useState(from === '' ? (taken[0] ?? '') : from);
  const trouble = checkName(name.trim(), taken);
  const isComplete = trouble === null && (way !== 'template' || template !== null);

  async function create(): Promise<void> {
    const made = name.trim();
    const beginning =
      way === 'pipeline' ? { from: other } : way === 'template' && template !== null ? { template } : {};
    const isMade = await act({
      run: () => client.pipelines.create({ name: made, ...beginning }),
      done: t('newPipeline.didCreate', { name: made }),
      undo: () => client.pipelines.remove({ name: made }),
    });
    if (isMade) await navigate({ to: '/pipelines/$name', params: { name: made }, search: {} });
  }
  return (
    <SideSheet
      title={from === '' ? t('newPipeline.title') : t('newPipeline.duplicate', { name: from })}
      foot={
        <>
          <Button variant="filled" disabled={!isComplete} onClick={() => void create()}>
            {t('newPipeline.create')}
          </Button>
          <Button variant="subtle" onClick={close}>
            {t('actions.cancel')}
          </Button>
        </>
      }
    >
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) void create();
        }}
      >
        <NameField name={name} trouble={trouble} onChange={setName} />
        <SegmentedControl
          fullWidth
          aria-label={t('newPipeline.begin')}
          value={way}
          data={ways
            .filter((one) => one !== 'pipeline' || taken.length > 0)
            .map((value) => ({ value, label: t(`newPipeline.from.${value}`) }))}
          onChange={(value) => setWay(ways.find((one) => one === value) ?? 'template')}
        />
        {way === 'template' && <TemplateCards chosen={template} onChoose={setTemplate} />}
        {way === 'pipeline' && <OtherPipeline pipelines={pipelines} chosen={other} onChoose={setOther} />}
        {way === 'empty' && <p className="g2">{t('newPipeline.emptyText')}</p>}
      </form>
    </SideSheet>
  );
}

type OtherPipelineProps = {
  readonly pipelines: readonly PipelineSummary[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
};

function OtherPipeline({ pipelines, chosen, onChoose }: OtherPipelineProps) {
  const { t } = useTranslation();
  const other = pipelines.find(({ name }) => name === chosen);
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('newPipeline.other')}
        value={chosen}
        data={pipelines.map(({ name }) => name)}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
      {other !== undefined && (
        <div className={classes.preview}>
          <p className="g2" translate="no">
            {other.description}
          </p>
          <MiniGraph tasks={other.tasks} />
          <span className={classes.taskNames} translate="no">
            {other.tasks.map(({ id }) => id).join(' · ')}
          </span>
        </div>
      )}
    </>
  );
}
