import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { ancestorsOf } from '#core/pipeline-text/index.ts';
import { compareTaskKinds, taskKind, wordTaskKind } from '#renderer/parts/task-kinds.ts';
import { useEditor } from '../session/editor-context.ts';
import type { Editor } from '../session/editor-context.ts';
import { fittingFields } from './fitting-types.ts';
import { Picker } from './picker.tsx';
import type { PickerOption } from './picker.tsx';
import type { Edge, NewTaskPlace } from './task-verbs.ts';

/** What a person is asked for before something can be done. */
export type Asked =
  | { readonly kind: 'add'; readonly place: NewTaskPlace }
  | { readonly kind: 'connect'; readonly from: string }
  | { readonly kind: 'disconnect'; readonly id: string }
  | { readonly kind: 'rename'; readonly id: string }
  | { readonly kind: 'group'; readonly ids: readonly string[] };

export type Answers = {
  readonly add: (type: string, place: NewTaskPlace) => void;
  readonly connect: (edge: Edge) => void;
  /** Whichever of the two needs the other. */
  readonly disconnect: (id: string, other: string) => void;
  readonly rename: (id: string, to: string) => void;
  readonly group: (ids: readonly string[], group: string) => void;
};

type AskedPickerProps = {
  readonly asked: Asked;
  readonly at: { readonly x: number; readonly y: number };
  readonly answers: Answers;
  readonly onClose: () => void;
};

/** One question, with what can be answered to it. */
export function AskedPicker({ asked, at, answers, onClose }: AskedPickerProps) {
  const { t } = useTranslation();
  const editor = useEditor();
  return (
    <Picker
      label={labelOf(asked, t)}
      at={at}
      {...(asked.kind === 'rename' ? { initial: asked.id } : {})}
      optionsFor={(typed) => optionsOf(asked, typed.trim(), editor, t)}
      onPick={(picked) => {
        onClose();
        answer(asked, picked, answers);
      }}
      onClose={onClose}
    />
  );
}

function labelOf(asked: Asked, t: TFunction): string {
  switch (asked.kind) {
    case 'add':
      return t('pipelineCanvas.ask.add');
    case 'connect':
      return t('pipelineCanvas.ask.connect', { name: asked.from });
    case 'disconnect':
      return t('pipelineCanvas.ask.disconnect', { name: asked.id });
    case 'rename':
      return t('pipelineCanvas.ask.rename', { name: asked.id });
    case 'group':
      return t('pipelineCanvas.ask.group');
  }
}

function optionsOf(asked: Asked, typed: string, editor: Editor, t: TFunction): readonly PickerOption[] {
  const { graph } = editor.session.state.get();
  switch (asked.kind) {
    case 'add':
      return typeOptions(editor, asked.place, typed, t);
    case 'connect': {
      const { from } = asked;
      const closing = new Set([from, ...ancestorsOf(graph, from)]);
      const free = graph.tasks.filter(({ id, needs }) => !closing.has(id) && !needs.includes(from));
      return taskOptions(
        editor,
        typed,
        t,
        free.map(({ id }) => ({ id, about: null })),
      );
    }
    case 'disconnect': {
      const needs = (graph.byId.get(asked.id)?.needs ?? []).map((id) => ({
        id,
        about: t('pipelineCanvas.ask.needs'),
      }));
      const children = graph.tasks
        .filter((task) => task.needs.includes(asked.id))
        .map(({ id }) => ({ id, about: t('pipelineCanvas.ask.neededBy') }));
      return taskOptions(editor, typed, t, [...needs, ...children]);
    }
    case 'rename':
      return typed === ''
        ? []
        : [{ id: typed, title: t('pipelineCanvas.ask.setName', { name: typed }), about: null, icon: null }];
    case 'group': {
      const groups = [...new Set(graph.tasks.flatMap(({ group }) => group ?? []))].filter((group) =>
        fits(typed, group),
      );
      const known = groups.map((id) => ({ id, title: id, about: null, icon: null }));
      if (typed === '' || groups.includes(typed)) return known;
      const title = t('pipelineCanvas.ask.newGroup', { name: typed });
      return [...known, { id: typed, title, about: null, icon: null }];
    }
  }
}

/** Types by their lists; those first that take what the task before them makes, or make what the one after them takes. */
function typeOptions(
  { types, session }: Editor,
  place: NewTaskPlace,
  typed: string,
  t: TFunction,
): readonly PickerOption[] {
  const { byId } = session.state.get().graph;
  const typeOf = (id: string | undefined): string | null => byId.get(id ?? '')?.type ?? null;
  const given = (type: string): readonly string[] =>
    place.before === undefined
      ? fittingFields(types, typeOf(place.after ?? place.into?.from), type)
      : fittingFields(types, type, typeOf(place.before));
  const options = [...types.keys()].toSorted(compareTaskKinds).flatMap((type) => {
    const title = wordTaskKind(type, t);
    if (!fits(typed, title, type)) return [];
    const names = given(type).join(', ');
    const key = place.before === undefined ? 'pipelineCanvas.ask.takes' : 'pipelineCanvas.ask.makes';
    const about = names === '' ? (title === type ? null : type) : t(key, { names });
    return [{ id: type, title, about, icon: taskKind(type).icon, isFitting: names !== '' }];
  });
  return [...options.filter(({ isFitting }) => isFitting), ...options.filter(({ isFitting }) => !isFitting)];
}

function taskOptions(
  { session }: Editor,
  typed: string,
  t: TFunction,
  those: readonly { readonly id: string; readonly about: string | null }[],
): readonly PickerOption[] {
  const { graph } = session.state.get();
  return those
    .filter(({ id }) => fits(typed, id, wordTaskKind(graph.byId.get(id)?.type ?? null, t)))
    .map(({ id, about }) => {
      const type = graph.byId.get(id)?.type ?? null;
      return { id, title: id, about: about ?? wordTaskKind(type, t), icon: taskKind(type).icon };
    });
}

const fits = (typed: string, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(typed.toLowerCase()));

function answer(asked: Asked, picked: string, answers: Answers): void {
  if (asked.kind === 'add') answers.add(picked, asked.place);
  else if (asked.kind === 'connect') answers.connect({ from: asked.from, to: picked });
  else if (asked.kind === 'rename') answers.rename(asked.id, picked);
  else if (asked.kind === 'group') answers.group(asked.ids, picked);
  else answers.disconnect(asked.id, picked);
}
