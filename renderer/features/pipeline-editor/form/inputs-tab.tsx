import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { taskKind } from '#renderer/parts/task-kinds.ts';
import { useCopied } from '#renderer/parts/use-copied.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import classes from './form.module.css';
import { FormContext } from './form-context.ts';
import { NeedsField } from './identity-fields.tsx';
import { readFields } from './field-model.ts';
import { stepInto } from './field-values.ts';
import type { Target } from './field-values.ts';
import { TemplateMenu } from './template-menu.tsx';
import type { Template } from './templates.ts';
import { useFormValue } from './use-form.ts';

/** What comes before a task, and what it can take from there. */
export function InputsTab({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const { types, session } = useEditor();
  const graph = useEditorState((state) => state.graph);
  const form = useFormValue(task.id, task.type);
  const target: Target = { paths: [['tasks', task.id]], values: [task.data] };
  const before = [...new Set(form.templates.flatMap(({ task: id }) => (id === null ? [] : [id])))];
  const fields = readFields(task.type === null ? undefined : types.get(task.type)?.with);
  return (
    <FormContext value={form}>
      <div className={classes.fields}>
        <NeedsField task={task} />
      </div>
      {before.map((id) => {
        const Icon = taskKind(graph.byId.get(id)?.type ?? null).icon;
        return (
          <section key={id} className={classes.section}>
            <header className={classes.sectionHead}>
              <Icon size={15} stroke={1.5} aria-hidden="true" />
              <h3 className="mono" translate="no">
                <UnstyledButton className="mono" onClick={() => session.select([id])}>
                  {id}
                </UnstyledButton>
              </h3>
            </header>
            <Offers templates={form.templates.filter((one) => one.task === id)} />
          </section>
        );
      })}
      {before.length === 0 && (
        <p className={`${classes.about} ${classes.section}`}>{t('pipelineForm.noOutputsBefore')}</p>
      )}
      <section className={classes.section}>
        <header className={classes.sectionHead}>
          <h3>{t('pipelineForm.paramsAndRun')}</h3>
        </header>
        <Offers templates={form.templates.filter(({ kind }) => kind !== 'output')} />
      </section>
      <section className={classes.section}>
        <header className={classes.sectionHead}>
          <h3>{t('pipelineForm.fieldsOf')}</h3>
        </header>
        {fields.map(({ key, description }) => {
          const { label } = form.wordField([key], description);
          const field = stepInto(stepInto(target, 'with'), key);
          const [value] = field.values;
          return (
            <div key={key} className={classes.offer}>
              <span className="ell">{label}</span>
              <span className="mono g3 ell grow" translate="no">
                {typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
              </span>
              <TemplateMenu label={label} onPick={(text) => form.set(field, text)} />
            </div>
          );
        })}
      </section>
    </FormContext>
  );
}

function Offers({ templates }: { templates: readonly Template[] }) {
  return (
    <div className={classes.offers}>
      {templates.map(({ text }) => (
        <Offer key={text} text={text} />
      ))}
    </div>
  );
}

/** A template to be copied into any field or text. */
function Offer({ text }: { text: string }) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopied();
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <UnstyledButton
      className={classes.offer}
      draggable
      aria-label={t('pipelineForm.copyTemplate', { text })}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', text)}
      onClick={() => copy(text)}
    >
      <span className="mono grow ell" translate="no">
        {text}
      </span>
      <Icon size={13} stroke={1.5} aria-hidden="true" />
    </UnstyledButton>
  );
}
