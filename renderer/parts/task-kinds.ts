import '../i18n/late/task-kinds-words.ts';
import {
  IconActivity,
  IconArrowsSplit,
  IconBinaryTree,
  IconBox,
  IconBrain,
  IconBrandNodejs,
  IconBrandPython,
  IconCrown,
  IconDatabase,
  IconDatabaseSearch,
  IconDice5,
  IconFileCheck,
  IconFileText,
  IconFilter,
  IconHandStop,
  IconHourglass,
  IconNotebook,
  IconPlayerTrackNext,
  IconPuzzle,
  IconTargetArrow,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { taskKinds } from '../i18n/late/task-kinds.en.ts';

/** What tasks are gathered by in lists; `other`: of a type that came with no words. */
export type TaskKindGroup = keyof typeof taskKinds.groups;

export type TaskKind = { readonly icon: Icon; readonly group: TaskKindGroup };

/** The groups in the order in which they are shown. */
export const taskKindGroups: readonly TaskKindGroup[] = ['code', 'data', 'model', 'watch', 'flow', 'other'];

type KnownType = keyof typeof taskKinds.names;

/** The drawing and the group of every type that comes with Stile, in the order of their lists. */
const kinds: Readonly<Record<KnownType, TaskKind>> = {
  python: { icon: IconBrandPython, group: 'code' },
  notebook: { icon: IconNotebook, group: 'code' },
  shell: { icon: IconTerminal2, group: 'code' },
  node: { icon: IconBrandNodejs, group: 'code' },
  sql: { icon: IconDatabaseSearch, group: 'data' },
  'stile/load-dataset': { icon: IconDatabase, group: 'data' },
  'stile/generate-batch': { icon: IconDice5, group: 'data' },
  'stile/train': { icon: IconBrain, group: 'model' },
  'stile/evaluate': { icon: IconTargetArrow, group: 'model' },
  'stile/gate': { icon: IconFileCheck, group: 'model' },
  'stile/register': { icon: IconBox, group: 'model' },
  'stile/promote': { icon: IconCrown, group: 'model' },
  'stile/batch-predict': { icon: IconPlayerTrackNext, group: 'model' },
  'stile/monitor': { icon: IconActivity, group: 'watch' },
  'stile/summary': { icon: IconFileText, group: 'watch' },
  'stile/cleanup': { icon: IconTrash, group: 'watch' },
  approve: { icon: IconHandStop, group: 'watch' },
  branch: { icon: IconArrowsSplit, group: 'flow' },
  short_circuit: { icon: IconFilter, group: 'flow' },
  wait: { icon: IconHourglass, group: 'flow' },
  trigger: { icon: IconBinaryTree, group: 'flow' },
};

const unknownKind: TaskKind = { icon: IconPuzzle, group: 'other' };

/** How a task of this type is drawn; one that nobody knows, or that has none yet, gets a drawing of its own. */
export function taskKind(type: string | null): TaskKind {
  return isKnown(type) ? kinds[type] : unknownKind;
}

/** What a type is called: `Batch predict`; the type itself where it has no words. */
export function wordTaskKind(type: string | null, t: TFunction): string {
  if (isKnown(type)) return t(`taskKinds.names.${type}`);
  return type ?? t('taskKinds.none');
}

/** What a type does, in a sentence; null where it has no words. */
export function wordTaskKindAbout(type: string | null, t: TFunction): string | null {
  return isKnown(type) ? t(`taskKinds.about.${type}`) : null;
}

/** Types in the order of their lists: those that Stile brings first, then the others by name. */
export function compareTaskKinds(one: string, other: string): number {
  const order = Object.keys(kinds);
  const [a, b] = [order.indexOf(one), order.indexOf(other)].map((at) => (at < 0 ? order.length : at));
  return a === b ? one.localeCompare(other) : (a ?? 0) - (b ?? 0);
}

function isKnown(type: string | null): type is KnownType {
  return type !== null && Object.hasOwn(kinds, type);
}
