import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PipelineTemplate } from '#contract/pipeline-editing.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import classes from './create.module.css';
import { MiniGraph } from './mini-graph.tsx';
import { wordTemplate } from './word-template.ts';

type TemplateCardsProps = {
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

/** The templates: what each does, as a picture and in words, and what it wants that is not in this workspace. */
export function TemplateCards({ chosen, onChoose }: TemplateCardsProps) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const { data, error } = useQuery({
    // What is missing changes with all that a workspace has.
    queryKey: [...keys.pipelines, 'templates'],
    staleTime: 0,
    queryFn: async ({ signal }) => (await client.pipelines.templates({}, { signal })).templates,
  });
  if (error !== null && data === undefined) return <InlineProblem error={error} />;
  if (data === undefined) return <StillBars rows={4} />;
  return (
    <div className={classes.cards} role="radiogroup" aria-label={t('newPipeline.from.template')}>
      {data.map((template) => (
        <TemplateCard
          key={template.id}
          template={template}
          isChosen={template.id === chosen}
          onChoose={() => onChoose(template.id)}
        />
      ))}
    </div>
  );
}

type TemplateCardProps = {
  readonly template: PipelineTemplate;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function TemplateCard({ template: { id, tasks, missing }, isChosen, onChoose }: TemplateCardProps) {
  const { t, i18n } = useTranslation();
  const { title, text } = wordTemplate(id, i18n);
  return (
    <label className={classes.card} data-chosen={isChosen || undefined}>
      <span className={classes.cardHead}>
        <input
          type="radio"
          name="pipeline-template"
          className={classes.radio}
          aria-label={title}
          checked={isChosen}
          onChange={onChoose}
        />
        <span className={classes.cardTitle}>{title}</span>
        <span className="g3 sm">{t('newPipeline.tasks', { count: tasks.length })}</span>
      </span>
      <span className={classes.cardText}>{text}</span>
      <MiniGraph tasks={tasks} />
      <span className={classes.taskNames} translate="no" title={tasks.map((task) => task.id).join(', ')}>
        {tasks.map((task) => task.id).join(' · ')}
      </span>
      {missing.map(({ kind, name }) => (
        <span key={`${kind} ${name}`} className={classes.missing}>
          <StatusGlyph shape="warning" size={12} />
          {t(`newPipeline.missing.${kind}`, { name })}
        </span>
      ))}
    </label>
  );
}
