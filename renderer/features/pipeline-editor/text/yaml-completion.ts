import {
  autocompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { completeYaml, type KnownNames, type YamlOption } from './complete-yaml.ts';

export type YamlWords = {
  readonly known: () => KnownNames;
  /** What an option is for, in the language of the window; an empty text says nothing. */
  readonly wordOption: (option: YamlOption) => string;
};

/** Offers what can be written where the cursor is. It leaves Tab alone, which leads out of the text. */
export function yamlCompletion(words: YamlWords): Extension {
  return autocompletion({
    override: [(context) => offer(context, words)],
    icons: false,
    maxRenderedOptions: 60,
    tooltipClass: () => 'st-completion',
  });
}

function offer({ state, pos, explicit }: CompletionContext, words: YamlWords): CompletionResult | null {
  const line = state.doc.lineAt(pos);
  const before = state.sliceDoc(0, pos).split('\n');
  const below = state.sliceDoc(Math.min(state.doc.length, line.to + 1)).split('\n');
  const found = completeYaml(before, words.known(), below);
  if (found === null) return null;
  const written = line.text.slice(found.from, pos - line.from);
  const isKey = found.options[0]?.of !== undefined;
  // Blanks move a line in: keys are offered there when they are asked for, or with their first letter.
  if (!explicit && (written === '' ? isKey : isWhole(written, found.options))) return null;
  return {
    from: line.from + found.from,
    options: found.options.map((option) => toCompletion(option, words)),
  };
}

/** What is written is one of the options, and none that is longer. */
function isWhole(written: string, options: readonly YamlOption[]): boolean {
  const fitting = options.filter(({ label }) => label.startsWith(written));
  return fitting.length === 1 && fitting[0]?.label === written;
}

function toCompletion(option: YamlOption, { wordOption }: YamlWords): Completion {
  const info = wordOption(option);
  return {
    label: option.label,
    apply: (view, _completion, from, to) => write(view, option, from, to),
    ...(info === '' ? {} : { info }),
  };
}

/** Writes an option with what belongs behind it, unless that stands there. */
function write(view: EditorView, { label, kind }: YamlOption, from: number, to: number): void {
  const { state } = view;
  const line = state.doc.lineAt(to);
  const rest = line.text.slice(to - line.from);
  const isInTemplate = /\{\{\s*$/.test(line.text.slice(0, from - line.from));
  const tail = tailOf(kind, isInTemplate, rest);
  const insert = `${label}${tail}`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  if (tail === ': ') startCompletion(view);
}

function tailOf(kind: YamlOption['kind'], isInTemplate: boolean, rest: string): string {
  if (isInTemplate) return /^\s*\}\}/.test(rest) ? '' : ' }}';
  if (kind === 'value' || kind === 'type' || /^\s*:/.test(rest)) return '';
  return kind === 'block' ? ':' : ': ';
}
