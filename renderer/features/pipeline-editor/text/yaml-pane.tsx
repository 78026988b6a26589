import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-form-words.ts';
import type { TextSplice } from '#contract/pipeline-editing.ts';
import { wordPipelineProblem } from '../problems/word-pipeline-problem.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import type { YamlOption } from './complete-yaml.ts';
import { readLineBreaks, toSplices } from './line-breaks.ts';
import { showOwnLines } from './own-lines.ts';
import classes from './text.module.css';
import { useYamlWords } from './use-yaml-words.ts';
import { yamlCompletion } from './yaml-completion.ts';
import { yamlPhrases } from './yaml-phrases.ts';
import { bringText, createYamlView } from './yaml-view.ts';

/** The file's text: what is typed goes to the session, what others change comes from it. */
export function YamlPane() {
  const { t, i18n } = useTranslation();
  const { session, sought } = useEditor();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const text = useEditorState((state) => state.text);
  const selection = useEditorState((state) => state.selection);
  const graph = useEditorState((state) => state.graph);
  const problems = useEditorState((state) => state.problems);
  const syntax = useEditorState((state) => state.syntax);
  const isChecked = useEditorState((state) => state.isChecked);
  const name = useEditorState((state) => state.name);
  const typed = useEffectEvent((splices: readonly TextSplice[]) => session.type(splices));
  const moved = useEffectEvent((docOffset: number) => {
    const { text: now, graph: shown, syntax: slip, selection: chosen } = session.state.get();
    if (slip !== null) return;
    const at = readLineBreaks(now).toText(docOffset);
    const task = shown.tasks.find(({ range: [from, to] }) => at >= from && at <= to);
    if (task !== undefined && !(chosen.length === 1 && chosen[0] === task.id)) session.select([task.id]);
  });
  const words = useYamlWords();
  const known = useEffectEvent(() => words.known());
  const wordOption = useEffectEvent((option: YamlOption) => words.wordOption(option));

  useEffect(() => {
    if (box.current === null) return undefined;
    const own = createYamlView(box.current, {
      text: session.state.get().text,
      label: t('pipelineForm.text.label', { name }),
      onTyped: (before, changes) => typed(toSplices(before, readLineBreaks(before), changes)),
      onMoved: (at) => moved(at),
      words: [
        yamlPhrases(t),
        yamlCompletion({ known: () => known(), wordOption: (option) => wordOption(option) }),
      ],
      undo: session.undo,
      redo: session.redo,
      before: () => session.state.get().text,
    });
    view.current = own;
    return () => {
      view.current = null;
      own.destroy();
    };
  }, [session, name, t]);

  useEffect(() => bringText(view.current, text), [text]);

  useEffect(() => {
    const own = view.current;
    if (own === null) return;
    const { toDoc } = readLineBreaks(text);
    const ranges = selection.flatMap((id) => {
      const task = graph.byId.get(id);
      return task === undefined || syntax !== null
        ? []
        : [[toDoc(task.range[0]), toDoc(task.range[1])] as const];
    });
    const [first] = ranges;
    const scroll =
      first !== undefined && !own.hasFocus
        ? [EditorView.scrollIntoView(first[0], { y: 'start', yMargin: 60 })]
        : [];
    own.dispatch({ effects: [showOwnLines.of(ranges), ...scroll] });
  }, [selection, graph, syntax, text]);

  useEffect(() => {
    const own = view.current;
    if (own === null || !isChecked) return;
    const found = problems.map((problem): Diagnostic => {
      const line = own.state.doc.line(Math.min(Math.max(1, problem.line), own.state.doc.lines));
      const from = Math.min(line.to, line.from + Math.max(0, problem.column - 1));
      return {
        from,
        to: line.to,
        severity: problem.severity,
        message: wordPipelineProblem(problem, t, i18n.language),
      };
    });
    own.dispatch(setDiagnostics(own.state, found));
  }, [problems, isChecked, t, i18n.language]);

  useEffect(
    () =>
      sought.subscribe(() => {
        const [place, own] = [sought.get(), view.current];
        if (place === null || own === null) return;
        const line = own.state.doc.line(Math.min(Math.max(1, place.line), own.state.doc.lines));
        const at = Math.min(line.to, line.from + Math.max(0, place.column - 1));
        own.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      }),
    [sought],
  );
  return <div ref={box} className={classes.pane} />;
}
