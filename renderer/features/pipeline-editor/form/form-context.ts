import { createContext, use } from 'react';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { Target } from './field-values.ts';
import type { ReferenceKind } from './references.ts';
import type { Template } from './templates.ts';

export type FieldWords = { readonly label: string; readonly help: string };

/** What the fields of a form have in common. */
export type Form = {
  /** Gives what a target names a value in every place of it; undefined takes it out. */
  readonly set: (target: Target, value: unknown) => void;
  /** The same for keys inside of the target, all in one step. */
  readonly setKeys: (target: Target, values: Readonly<Record<string, unknown>>) => void;
  readonly renameKey: (target: Target, to: string) => void;
  /** Gives a key another place among its neighbours. */
  readonly move: (target: Target, to: number) => void;
  readonly undo: () => void;
  readonly problems: readonly PipelineProblem[];
  /** Why the last change was refused, in words, and the path that it was about. */
  readonly refusal: { readonly path: string; readonly text: string } | null;
  readonly templates: readonly Template[];
  /** What a key is called, and what it is for. `keys` lead to it from where the form begins. */
  readonly wordField: (keys: readonly string[], description: string) => FieldWords;
  /** What the value of a key names; null for one that names nothing. */
  readonly referenceOf: (keys: readonly string[]) => ReferenceKind | null;
  readonly namesOf: (kind: ReferenceKind) => readonly string[];
  /** A line below a field that says what its value means now. */
  readonly noteOf: (kind: ReferenceKind, value: string) => string | null;
};

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = use(FormContext);
  if (form === null) throw new Error('a field outside of a form');
  return form;
}
