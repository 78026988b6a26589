import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { copyTasks } from '#core/pipeline-text/index.ts';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { useEditorState } from '../session/editor-context.ts';
import { valueAt } from './field-values.ts';
import classes from './form.module.css';
import { TaskFiles } from './task-files.tsx';

/** The task in the words of its file, and the code that it runs. */
export function CodeTab({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const text = useEditorState((state) => state.graphText);
  const source = useMemo(() => copyTasks(text, [task.id]).trimEnd(), [text, task.id]);
  const inline = inlineCode(task);
  return (
    <>
      <TaskFiles task={task} />
      {inline !== null && <Block title={t('pipelineForm.itsCode')} code={inline} />}
      <Block title={t('pipelineForm.ownYaml')} code={source} />
    </>
  );
}

function Block({ title, code }: { title: string; code: string }) {
  const { t } = useTranslation();
  return (
    <section className={classes.section}>
      <header className={classes.sectionHead}>
        <h3>{title}</h3>
        <span className="grow" />
        <CopyButton text={code} label={t('pipelineForm.copyCode')} />
      </header>
      <pre className={classes.code} tabIndex={0} aria-label={title} translate="no">
        {code}
      </pre>
    </section>
  );
}

function inlineCode({ type, data }: GraphTask): string | null {
  const key = type === 'shell' ? 'command' : type === 'sql' ? 'query' : null;
  const code = key === null ? undefined : valueAt(data, ['with', key]);
  return typeof code === 'string' ? code : null;
}
