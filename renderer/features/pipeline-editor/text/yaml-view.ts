import { closeBrackets } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { codeFolding, foldGutter, foldKeymap, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { spliceBetween } from '#core/pipeline-text/index.ts';
import { readLineBreaks, type DocChange } from './line-breaks.ts';
import { ownLines } from './own-lines.ts';
import { yamlColors, yamlLook } from './yaml-look.ts';

/** What the session did to the text, as against what a person typed. */
const fromSession = Annotation.define<boolean>();

export type YamlViewOptions = {
  readonly text: string;
  readonly label: string;
  readonly onTyped: (before: string, changes: readonly DocChange[]) => void;
  readonly onMoved: (docOffset: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What its parts say and offer. */
  readonly words: Extension;
  /** The file's text, of which the document is the one without its own line breaks. */
  readonly before: () => string;
};

/** The editor of a text, without what comes to it later. */
export function createYamlView(parent: HTMLElement, options: YamlViewOptions): EditorView {
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
        options.words,
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
export function bringText(view: EditorView | null, text: string): void {
  if (view === null) return;
  const [splice] = spliceBetween(view.state.doc.toString(), readLineBreaks(text).doc);
  if (splice === undefined) return;
  const { at, remove, insert } = splice;
  view.dispatch({ changes: { from: at, to: at + remove.length, insert }, annotations: fromSession.of(true) });
}
