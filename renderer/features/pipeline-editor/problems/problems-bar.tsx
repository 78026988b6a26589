import type { TFunction } from 'i18next';
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { isShortcut } from '#renderer/parts/key-hints.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import type { Editor } from '../session/editor-context.ts';
import classes from './problems.module.css';
import { taskOfPath, wordPipelineProblem } from './word-pipeline-problem.ts';

/** So many are drawn; the others come when these are mended. */
const mostShown = 200;

/** What the check finds, in one line that opens to a list; each leads to its place, and so do F8 and shift+F8. */
export function ProblemsBar() {
  const { t } = useTranslation();
  const { platform } = useApp();
  const editor = useEditor();
  const problems = useEditorState(({ problems }) => problems);
  const [isOpen, setOpen] = useState(false);
  const at = useRef(-1);
  const step = useEffectEvent((event: KeyboardEvent) => {
    const by = isShortcut(event, 'F8', platform) ? 1 : isShortcut(event, 'shift+F8', platform) ? -1 : 0;
    if (by === 0 || problems.length === 0) return;
    event.preventDefault();
    at.current = (Math.max(at.current, by === 1 ? -1 : 0) + by + problems.length) % problems.length;
    const problem = problems[at.current];
    if (problem !== undefined) goToProblem(editor, problem);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => step(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (first === undefined) return <NoProblems />;
  return (
    <section className={classes.bar} aria-label={t('pipelineChecks.problemList')}>
      <div className={classes.line}>
        <StatusGlyph shape={first.severity === 'error' ? 'failed' : 'warning'} size={13} />
        <strong className={classes.count} role="status">
          {wordCounts(problems, t)}
        </strong>
        <span className={`ell grow ${classes.first}`}>{!isOpen && <Sentence problem={first} />}</span>
        {!isOpen && (
          <UnstyledButton className={classes.show} onClick={() => goToProblem(editor, first)}>
            {t('pipelineChecks.showLine', { line: String(first.line) })}
          </UnstyledButton>
        )}
        <ActionIcon
          size={24}
          aria-label={t(isOpen ? 'pipelineChecks.hideProblems' : 'pipelineChecks.showProblems')}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={14} stroke={1.5} /> : <IconChevronUp size={14} stroke={1.5} />}
        </ActionIcon>
      </div>
      {isOpen && (
        <ul className={classes.list}>
          {problems.slice(0, mostShown).map((problem, index) => (
            <li key={`${String(index)} ${problem.code} ${problem.path}`}>
              <UnstyledButton
                className={classes.problem}
                onClick={() => {
                  at.current = index;
                  goToProblem(editor, problem);
                }}
              >
                <StatusGlyph shape={problem.severity === 'error' ? 'failed' : 'warning'} size={12} />
                <span className="grow">
                  {taskOfPath(problem.path) !== null && (
                    <span className="mono" translate="no">
                      {taskOfPath(problem.path)}{' '}
                    </span>
                  )}
                  <Sentence problem={problem} />
                </span>
                <span className="g3 sm">{t('pipelineChecks.line', { line: String(problem.line) })}</span>
              </UnstyledButton>
            </li>
          ))}
          {problems.length > mostShown && (
            <li className={classes.more}>
              {t('pipelineChecks.moreProblems', { count: problems.length - mostShown })}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function NoProblems() {
  const { t } = useTranslation();
  const isChecked = useEditorState((state) => state.isChecked);
  return (
    <section className={classes.bar} aria-label={t('pipelineChecks.problemList')}>
      <div className={classes.line}>
        {isChecked && <StatusGlyph shape="finished" size={13} />}
        <span className="g3" role="status">
          {t(isChecked ? 'pipelineChecks.noProblems' : 'pipelineChecks.checking')}
        </span>
      </div>
    </section>
  );
}

function Sentence({ problem }: { problem: PipelineProblem }) {
  const { t, i18n } = useTranslation();
  return <>{wordPipelineProblem(problem, t, i18n.language)}</>;
}

function wordCounts(problems: readonly PipelineProblem[], t: TFunction): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const notes = problems.length - errors;
  return [
    ...(errors > 0 ? [t('pipelineChecks.errors', { count: errors })] : []),
    ...(notes > 0 ? [t('pipelineChecks.notes', { count: notes })] : []),
  ].join(', ');
}

/** Chooses the task of a problem and leads to its field, or its line. */
function goToProblem({ session, sought }: Editor, { path, line, column }: PipelineProblem): void {
  const task = taskOfPath(path);
  if (task !== null && session.state.get().graph.byId.has(task)) session.select([task]);
  else if (task === null) session.select([]);
  sought.set({ path, line, column });
}
