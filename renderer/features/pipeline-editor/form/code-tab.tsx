import { useTranslation } from 'react-i18next';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { useEditorState } from '../session/editor-context.ts';
import { valueAt } from './field-values.ts';
import classes from './form.module.css';

/** The task in the words of its file, and the code that it runs. */
export function CodeTab({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const text = useEditorState((state) => state.text);
  const source = dedent(text.slice(task.range[0], task.range[1]), text, task.range[0]);
  const inline = inlineCode(task);
  return (
    <>
      <Block title={t('pipelineForm.ownYaml')} code={source} />
      {inline !== null && <Block title={t('pipelineForm.itsCode')} code={inline} />}
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

/** Lines of a task without the room that stands before all of them in the file. */
function dedent(source: string, text: string, at: number): string {
  const indent = at - (text.lastIndexOf('\n', at - 1) + 1);
  return source
    .split(/\r?\n/)
    .map((line, index) =>
      index === 0 ? line : line.slice(Math.min(indent, line.length - line.trimStart().length)),
    )
    .join('\n');
}
