import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceFile } from '#contract/pipeline-editing.ts';
import type { GraphTask } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { lazyPart } from '#renderer/parts/lazy-part.ts';
import { EditorButton, EditorIcon } from '#renderer/parts/open-in-editor.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RevealIcon } from '#renderer/parts/reveal-icon.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useTellProblem } from '#renderer/parts/use-tell-problem.ts';
import { useTextEditor, type TextEditor } from '#renderer/parts/use-text-editor.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { findDefinition } from './definition-line.ts';
import { valueAt } from './field-values.ts';
import { Foldable } from './foldable.tsx';
import classes from './form.module.css';
import { taskSourceQuery } from './queries.ts';

const CodeView = lazyPart(() => import('#renderer/parts/code/code-view.tsx'), 'CodeView');

/** The script or the notebook that a task runs, and what it imports of the project: to read here, to edit elsewhere. */
export function TaskFiles({ task }: { task: GraphTask }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const { session } = useEditor();
  const editor = useTextEditor();
  const name = useEditorState((state) => state.name);
  const { data, error } = useQuery(
    taskSourceQuery(client, {
      name,
      taskId: task.id,
      says: task.data,
      text: () => session.state.get().graphText,
    }),
  );
  if (error !== null && data === undefined)
    return (
      <div className={classes.section}>
        <InlineProblem error={error} />
      </div>
    );
  if (data === undefined) return <StillBars rows={3} />;
  const [first, ...imported] = data.files;
  if (first === undefined) return null;
  return (
    <>
      <section className={classes.section}>
        <FileHead file={first} editor={editor} line={lineOfTask(task, first)} isMain />
        <FileText file={first} />
      </section>
      {imported.length > 0 && (
        <Foldable title={t('pipelineForm.files.imported')} count={imported.length} isOpen={false}>
          {imported.map((file) => (
            <div key={file.path}>
              <FileHead file={file} editor={editor} />
              <FileText file={file} />
            </div>
          ))}
          {!data.isAll && <p className={classes.help}>{t('pipelineForm.files.notAll')}</p>}
        </Foldable>
      )}
    </>
  );
}

/** Where the function begins that the task calls. */
function lineOfTask({ data }: GraphTask, { language, text }: SourceFile): number | null {
  const name = valueAt(data, ['with', 'function']);
  if (language !== 'python' || text === null || typeof name !== 'string') return null;
  return findDefinition(text, name);
}

type FileHeadProps = {
  readonly file: SourceFile;
  readonly editor: TextEditor;
  readonly line?: number | null;
  /** The file that the task itself names. */
  readonly isMain?: boolean;
};

function FileHead({ file, editor, line = null, isMain = false }: FileHeadProps) {
  const { path, absolutePath, problem } = file;
  const Open = isMain ? EditorButton : EditorIcon;
  const { t } = useTranslation();
  const { host } = useApp();
  const tell = useTellProblem();
  return (
    <header className={`${classes.sectionHead ?? ''} ${classes.fileHead ?? ''}`}>
      <h3 className="mono ell" translate="no" title={absolutePath}>
        {path}
      </h3>
      <span className={classes.fileActs}>
        {problem === null && (
          <Open editor={editor} path={path} onOpen={() => editor.open({ path: absolutePath }, line)} />
        )}
        <CopyButton text={absolutePath} label={t('pipelineForm.copyPath')} />
        {host.capabilities.paths && problem === null && (
          <RevealIcon
            path={path}
            onReveal={() => void host.ask('reveal', { path: absolutePath }).catch(tell)}
          />
        )}
      </span>
    </header>
  );
}

function FileText({ file: { path, language, text, truncated, problem, detail } }: { file: SourceFile }) {
  const { t } = useTranslation();
  if (text === null)
    return (
      <p className={classes.problem} data-severity={problem === 'missing' ? 'error' : 'warning'}>
        <StatusGlyph shape={problem === 'missing' ? 'failed' : 'warning'} size={12} />
        {t(`pipelineForm.files.problems.${problem ?? 'unreadable'}`, { path, detail: detail ?? '' })}
      </p>
    );
  return (
    <>
      <div className={classes.viewer} style={{ height: heightOf(text) }}>
        <Suspense fallback={<StillBars rows={4} />}>
          <CodeView text={text} path={language === 'notebook' ? `${path}.py` : path} />
        </Suspense>
      </div>
      {truncated && <p className={classes.help}>{t('pipelineForm.files.cut')}</p>}
    </>
  );
}

/** As high as its lines, in pixels, as long as they leave room for the rest. */
function heightOf(text: string): number {
  return Math.min(360, text.split('\n').length * 18 + 10);
}
