import { closeBrackets } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { codeFolding, foldGutter, foldKeymap, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-form-words.ts';
import type { TextSplice } from '#contract/pipeline-editing.ts';
import { spliceBetween } from '#core/pipeline-text/index.ts';
import { wordPipelineProblem } from '../problems/word-pipeline-problem.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { readLineBreaks, toSplices, type DocChange } from './line-breaks.ts';
import { ownLines, showOwnLines } from './own-lines.ts';
import classes from './text.module.css';
import { yamlColors, yamlLook } from './yaml-look.ts';

/** What the session did to the text, as against what a person typed. */
const fromSession = Annotation.define<boolean>();

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

  useEffect(() => {
    if (box.current === null) return undefined;
    const own = createView(box.current, {
      text: session.state.get().text,
      label: t('pipelineForm.text.label', { name }),
      onTyped: (before, changes) => typed(toSplices(before, readLineBreaks(before), changes)),
      onMoved: (at) => moved(at),
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

type ViewOptions = {
  readonly text: string;
  readonly label: string;
  readonly onTyped: (before: string, changes: readonly DocChange[]) => void;
  readonly onMoved: (docOffset: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The file's text, of which the document is the one without its own line breaks. */
  readonly before: () => string;
};

function createView(parent: HTMLElement, options: ViewOptions): EditorView {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
  const { undo, redo } = options;
  const act = (run: () => void) => (): boolean => {
    run();
    return true;
  };
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: readLineBreaks(options.text).doc,
      extensions: [
        lineNumbers(),
        codeFolding(),
        foldGutter(),
        lintGutter(),
        search({ top: true }),
        closeBrackets(),
        yaml(),
        indentUnit.of('  '),
        syntaxHighlighting(yamlColors),
        yamlLook,
        ownLines,
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-label': options.label, tabindex: '0', translate: 'no' }),
        keymap.of([
          { key: 'Mod-z', run: act(undo), preventDefault: true },
          { key: 'Mod-y', run: act(redo), preventDefault: true },
          { key: 'Mod-Shift-z', run: act(redo), preventDefault: true },
          ...searchKeymap,
          ...foldKeymap,
          // Tab leaves the text, as it does everywhere; mod+] and mod+[ move lines in and out.
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          const isForeign = update.transactions.some((one) => one.annotation(fromSession) === true);
          if (update.docChanged && !isForeign) {
            const changes: DocChange[] = [];
            update.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
              changes.push({ from, to, insert: inserted.toString() });
            });
            options.onTyped(options.before(), changes);
          }
          if (update.selectionSet && !isForeign && update.view.hasFocus)
            options.onMoved(update.state.selection.main.head);
        }),
      ],
    }),
  });
}

/** Changes the document by the one piece that differs, so that the cursor stays where it is. */
function bringText(view: EditorView | null, text: string): void {
  if (view === null) return;
  const [splice] = spliceBetween(view.state.doc.toString(), readLineBreaks(text).doc);
  if (splice === undefined) return;
  const { at, remove, insert } = splice;
  view.dispatch({ changes: { from: at, to: at + remove.length, insert }, annotations: fromSession.of(true) });
}
