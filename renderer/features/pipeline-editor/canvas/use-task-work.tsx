import { VisuallyHidden } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { keyHint } from '#renderer/parts/key-hints.ts';
import { useEditor } from '../session/editor-context.ts';
import { ActionMenu } from './action-menu.tsx';
import type { Arrangement } from './arrange.ts';
import type { EditorSession } from '../session/types.ts';
import { AskedPicker } from './asked-picker.tsx';
import type { Answers, Asked } from './asked-picker.tsx';
import { listTaskActions } from './task-actions.ts';
import type { TaskAction, TaskDoings } from './task-actions.ts';
import { createTaskVerbs } from './task-verbs.ts';
import type { Edge, NewTaskPlace, Refused, TaskVerbs } from './task-verbs.ts';
import { wordRefused } from './word-refused.ts';

export type Point = { readonly x: number; readonly y: number };

/** What the place where tasks are shown brings along. */
export type TaskPlace = {
  /** Where in the window something about a task is asked; null: it is not drawn. */
  readonly boxOf: (id: string | null) => DOMRect | null;
  /** Gives the keyboard to a task, or to the place itself. */
  readonly focus: (id: string | null) => void;
  readonly arrange: ((ids: readonly string[], how: Arrangement) => void) | null;
  readonly tidy: (() => void) | null;
  readonly show: ((ids: readonly string[]) => void) | null;
};

export type TaskWork = {
  readonly verbs: TaskVerbs;
  readonly actionsFor: (ids: readonly string[]) => readonly TaskAction[];
  readonly doings: TaskDoings;
  readonly ask: (asked: Asked, at?: Point) => void;
  readonly openMenu: (ids: readonly string[], at: Point, more?: readonly TaskAction[]) => void;
  readonly connect: (edge: Edge) => void;
  readonly add: (type: string, place: NewTaskPlace) => void;
  /** Tells what was done, or why it was not. */
  readonly tell: (refused: Refused | null, done: string) => void;
  readonly paste: (text: string) => void;
  readonly copied: (ids: readonly string[]) => string | null;
  /** The question or the menu that is open, and the last thing that was told. */
  readonly overlay: ReactNode;
};

type Open =
  | { readonly asked: Asked; readonly at: Point; readonly back: string | null }
  | {
      readonly menu: readonly TaskAction[];
      readonly label: string;
      readonly at: Point;
      readonly back: string | null;
    };

/** Everything that can be done to tasks, for canvas and outline alike. */
export function useTaskWork(place: TaskPlace): TaskWork {
  const { t } = useTranslation();
  const { toasts, platform } = useApp();
  const editor = useEditor();
  const { session } = editor;
  const [open, setOpen] = useState<Open | null>(null);
  const [told, setTold] = useState('');
  const [verbs] = useState(() => createTaskVerbs(session, editor.types));
  const tell = (refused: Refused | null, done: string): void => {
    if (refused === null) return setTold(done);
    const text = wordRefused(refused, t);
    setTold(text);
    toasts.show({ tone: 'problem', text, undo: null });
  };
  const selected = (): readonly string[] => session.state.get().selection;
  const tellAndFocus = (refused: Refused | null, done: (name: string) => string): void => {
    tell(refused, done(selected().join(', ')));
    if (refused === null) place.focus(selected().at(-1) ?? null);
  };
  const ask = (asked: Asked, at?: Point): void => {
    const subject = subjectOf(asked);
    const box = place.boxOf(subject);
    setOpen({ asked, back: subject, at: at ?? { x: box?.left ?? 80, y: (box?.bottom ?? 120) + 4 } });
  };
  const close = (): void => {
    if (open !== null) place.focus(open.back);
    setOpen(null);
  };
  const answers = createAnswers({ verbs, session, tell, tellAndFocus, t });
  const paste = (text: string): void =>
    tellAndFocus(verbs.paste(text), (name) => t('pipelineCanvas.did.paste', { name }));
  const copied = (ids: readonly string[]): string | null => {
    if (ids.length === 0) return null;
    setTold(t('pipelineCanvas.did.copy', { count: ids.length }));
    return verbs.copied(ids);
  };
  const remove = (ids: readonly string[], mend: boolean): void =>
    tell(verbs.remove(ids, mend), t('pipelineCanvas.did.remove', { count: ids.length, name: ids[0] }));
  const tellClipboard = (keys: string): void => {
    const text = t('pipelineCanvas.refused.clipboard', { keys: keyHint(keys, platform) });
    toasts.show({ tone: 'problem', text, undo: null });
  };
  const write = (ids: readonly string[]): void => {
    const text = copied(ids);
    if (text !== null) navigator.clipboard.writeText(text).catch(() => tellClipboard('mod+C'));
  };
  const doings: TaskDoings = {
    add: (after) => ask({ kind: 'add', place: after === null ? {} : { after } }),
    connect: (from) => ask({ kind: 'connect', from }),
    disconnect: (id) => ask({ kind: 'disconnect', id }),
    rename: (id) => ask({ kind: 'rename', id }),
    open: (id) => {
      session.select([id]);
      editor.onOpen?.(id);
    },
    group: (ids) => ask({ kind: 'group', ids }),
    ungroup: (ids) => tell(verbs.group(ids, null), t('pipelineCanvas.did.ungroup')),
    duplicate: (ids) =>
      tellAndFocus(verbs.duplicate(ids), (name) => t('pipelineCanvas.did.duplicate', { name })),
    copy: write,
    cut: (ids) => {
      write(ids);
      remove(ids, false);
    },
    paste: () => void navigator.clipboard.readText().then(paste, () => tellClipboard('mod+V')),
    remove,
    selectAll: () => session.select(session.state.get().graph.tasks.map(({ id }) => id)),
    runTasks: editor.onRun,
    arrange: place.arrange,
    tidy: place.tidy,
    show: place.show,
  };
  const actionsFor = (ids: readonly string[]): readonly TaskAction[] =>
    listTaskActions(ids, session.state.get().graph, doings, t);
  const overlay = <Overlay open={open} told={told} answers={answers} onClose={close} />;
  return {
    verbs,
    actionsFor,
    doings,
    ask,
    openMenu: (ids, at, more = []) =>
      setOpen({
        menu: [...more, ...actionsFor(ids)],
        label: ids.length === 0 ? '' : t('pipelineCanvas.menuOf', { name: ids.join(', ') }),
        at,
        back: ids.at(-1) ?? null,
      }),
    connect: answers.connect,
    add: answers.add,
    tell,
    paste,
    copied,
    overlay,
  };
}

type OverlayProps = {
  readonly open: Open | null;
  readonly told: string;
  readonly answers: ReturnType<typeof createAnswers>;
  readonly onClose: () => void;
};

/** What is asked or offered over the tasks, and what was done, for those who hear it. */
function Overlay({ open, told, answers, onClose }: OverlayProps) {
  return (
    <>
      {open !== null && 'asked' in open && (
        <AskedPicker asked={open.asked} at={open.at} answers={answers} onClose={onClose} />
      )}
      {open !== null && 'menu' in open && (
        <ActionMenu label={open.label} at={open.at} actions={open.menu} onClose={onClose} />
      )}
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </>
  );
}

function subjectOf(asked: Asked): string | null {
  if (asked.kind === 'add') return asked.place.after ?? asked.place.before ?? asked.place.into?.from ?? null;
  if (asked.kind === 'connect') return asked.from;
  return asked.kind === 'group' ? (asked.ids.at(-1) ?? null) : asked.id;
}

type AnswerParts = {
  readonly verbs: TaskVerbs;
  readonly session: EditorSession;
  readonly tell: (refused: Refused | null, done: string) => void;
  readonly tellAndFocus: (refused: Refused | null, done: (name: string) => string) => void;
  readonly t: TFunction;
};

/** What follows from the answer to a question. */
function createAnswers({ verbs, session, tell, tellAndFocus, t }: AnswerParts): Answers {
  return {
    add: (type: string, where: NewTaskPlace) =>
      tellAndFocus(verbs.add(type, where), (name) => t('pipelineCanvas.did.add', { name })),
    connect: (edge: Edge) => tell(verbs.connect(edge), t('pipelineCanvas.did.connect', edge)),
    disconnect: (id: string, other: string) => {
      const isNeed = session.state.get().graph.byId.get(id)?.needs.includes(other) === true;
      const edge = isNeed ? { from: other, to: id } : { from: id, to: other };
      tell(verbs.disconnect(edge), t('pipelineCanvas.did.disconnect', edge));
    },
    rename: (id: string, to: string) =>
      tellAndFocus(verbs.rename(id, to), (name) => t('pipelineCanvas.did.rename', { name })),
    group: (ids: readonly string[], group: string) =>
      tell(verbs.group(ids, group), t('pipelineCanvas.did.group', { name: group })),
  };
}
