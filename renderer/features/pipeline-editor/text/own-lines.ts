import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** Ranges of the document whose lines belong to the selected tasks. */
export const showOwnLines = StateEffect.define<readonly (readonly [number, number])[]>();

const ownLine = Decoration.line({ class: 'st-own-line' });

/** The lines of what is selected on the canvas. */
export const ownLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (lines, { docChanged, changes, effects, state }) => {
    const shown = effects.findLast((effect) => effect.is(showOwnLines));
    if (shown === undefined) return docChanged ? lines.map(changes) : lines;
    const builder = new RangeSetBuilder<Decoration>();
    const ranges = shown.value.toSorted(([a], [b]) => a - b);
    for (const [from, to] of ranges) {
      for (let at = from; at <= to && at <= state.doc.length;) {
        const line = state.doc.lineAt(at);
        builder.add(line.from, line.from, ownLine);
        at = line.to + 1;
      }
    }
    return builder.finish();
  },
  provide: (field) => EditorView.decorations.from(field),
});
