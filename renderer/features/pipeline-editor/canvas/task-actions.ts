import {
  IconArrowBarToRight,
  IconArrowsJoin2,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconCut,
  IconFocusCentered,
  IconForms,
  IconLayoutAlignCenter,
  IconLink,
  IconPlus,
  IconSettings,
  IconSparkles,
  IconSquareRoundedMinus,
  IconSquaresSelected,
  IconTrash,
  IconUnlink,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import { runIcons } from '../run/run-icons.ts';
import { namesTasks, runModes } from '../run/run-request.ts';
import type { RunMode } from '../run/run-request.ts';
import { arrangements } from './arrange.ts';
import type { Arrangement } from './arrange.ts';

/** What can be done to tasks. Canvas, outline and palette show this list, so that none knows what the others do not. */
export type TaskAction = {
  readonly id: string;
  readonly section: 'run' | 'build' | 'edit' | 'arrange';
  readonly label: string;
  readonly icon: Icon;
  /** The key that does it on the canvas and in the outline; null: there is none. */
  readonly key: string | null;
  readonly run: () => void;
};

/** How what needs no more words is done; those that ask for more open their question. */
export type TaskDoings = {
  readonly add: (after: string | null) => void;
  readonly connect: (from: string) => void;
  readonly disconnect: (id: string) => void;
  readonly rename: (id: string) => void;
  readonly open: (id: string) => void;
  readonly group: (ids: readonly string[]) => void;
  readonly ungroup: (ids: readonly string[]) => void;
  readonly duplicate: (ids: readonly string[]) => void;
  readonly copy: (ids: readonly string[]) => void;
  readonly cut: (ids: readonly string[]) => void;
  readonly paste: () => void;
  readonly remove: (ids: readonly string[], mend: boolean) => void;
  readonly selectAll: () => void;
  readonly runTasks: (mode: RunMode, ids: readonly string[]) => void;
  /** null where no graph is drawn. */
  readonly arrange: ((ids: readonly string[], how: Arrangement) => void) | null;
  readonly tidy: (() => void) | null;
  readonly show: ((ids: readonly string[]) => void) | null;
};

/** @param ids of the tasks that it is about, the one that was pointed at last; none: the pipeline */
export function listTaskActions(
  ids: readonly string[],
  graph: PipelineGraph,
  doings: TaskDoings,
  t: TFunction,
): readonly TaskAction[] {
  const one = ids.length === 1 ? (ids[0] ?? null) : null;
  return [
    ...runActions(ids, doings, t),
    ...buildActions(ids, one, graph, doings, t),
    ...editActions(ids, graph, doings, t),
    ...arrangeActions(ids, doings, t),
  ];
}

function runActions(ids: readonly string[], { runTasks }: TaskDoings, t: TFunction): readonly TaskAction[] {
  return runModes
    .filter((mode) => ids.length > 0 || !namesTasks(mode))
    .map((mode) => ({
      id: `run.${mode}`,
      section: 'run' as const,
      label: t(`pipelineCanvas.actions.run.${mode}`),
      icon: runIcons[mode],
      key: mode === 'all' ? 'mod+Enter' : null,
      run: () => runTasks(mode, ids),
    }));
}

function buildActions(
  ids: readonly string[],
  one: string | null,
  graph: PipelineGraph,
  doings: TaskDoings,
  t: TFunction,
): readonly TaskAction[] {
  const action = (id: BuildId, icon: Icon, key: string | null, run: () => void): TaskAction => ({
    id: `task.${id}`,
    section: 'build',
    label: t(`pipelineCanvas.actions.${id}`),
    icon,
    key,
    run,
  });
  const after = ids.at(-1) ?? null;
  const list = [
    action(after === null ? 'add' : 'addAfter', after === null ? IconPlus : IconArrowBarToRight, 'a', () =>
      doings.add(after),
    ),
  ];
  if (one === null) return list;
  list.push(action('connect', IconLink, 'c', () => doings.connect(one)));
  const isLinked =
    (graph.byId.get(one)?.needs.length ?? 0) > 0 || graph.tasks.some(({ needs }) => needs.includes(one));
  if (isLinked) list.push(action('disconnect', IconUnlink, 'd', () => doings.disconnect(one)));
  list.push(action('open', IconSettings, 'Enter', () => doings.open(one)));
  list.push(action('rename', IconForms, 'F2', () => doings.rename(one)));
  return list;
}

type BuildId = 'add' | 'addAfter' | 'connect' | 'disconnect' | 'open' | 'rename';
type EditId =
  'copy' | 'cut' | 'paste' | 'duplicate' | 'remove' | 'removeMend' | 'group' | 'ungroup' | 'selectAll';

function editActions(
  ids: readonly string[],
  graph: PipelineGraph,
  doings: TaskDoings,
  t: TFunction,
): readonly TaskAction[] {
  const action = (id: EditId, icon: Icon, key: string | null, run: () => void): TaskAction => ({
    id: `task.${id}`,
    section: 'edit',
    label: t(`pipelineCanvas.actions.${id}`, { count: ids.length }),
    icon,
    key,
    run,
  });
  const always = [
    action('paste', IconClipboard, 'mod+V', () => doings.paste()),
    action('selectAll', IconSquaresSelected, 'mod+A', () => doings.selectAll()),
  ];
  if (ids.length === 0) return always;
  const isGrouped = ids.some((id) => graph.byId.get(id)?.group != null);
  return [
    action('copy', IconCopy, 'mod+C', () => doings.copy(ids)),
    action('cut', IconCut, 'mod+X', () => doings.cut(ids)),
    ...always,
    action('duplicate', IconCopyPlus, 'mod+D', () => doings.duplicate(ids)),
    action('group', IconArrowsJoin2, 'g', () => doings.group(ids)),
    ...(isGrouped ? [action('ungroup', IconSquareRoundedMinus, null, () => doings.ungroup(ids))] : []),
    action('remove', IconTrash, 'Delete', () => doings.remove(ids, false)),
    action('removeMend', IconTrash, 'shift+Delete', () => doings.remove(ids, true)),
  ];
}

function arrangeActions(ids: readonly string[], doings: TaskDoings, t: TFunction): readonly TaskAction[] {
  const { arrange, tidy, show } = doings;
  const list: TaskAction[] = [];
  const put = (id: string, label: string, icon: Icon, run: () => void): void => {
    list.push({ id, section: 'arrange', label, icon, key: null, run });
  };
  if (show !== null && ids.length > 0)
    put('view.selection', t('pipelineCanvas.fitSelection'), IconFocusCentered, () => show(ids));
  if (arrange !== null && ids.length > 1)
    for (const how of arrangements)
      put(`arrange.${how}`, t(`pipelineCanvas.arrange.${how}`), IconLayoutAlignCenter, () =>
        arrange(ids, how),
      );
  if (tidy !== null) put('view.tidy', t('pipelineCanvas.tidyAll'), IconSparkles, () => tidy());
  return list;
}
