import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import type { PageCommand } from '#renderer/commands/page-commands.ts';
import { isShortcut, keyHint } from '#renderer/parts/key-hints.ts';
import type { Place, Places } from '#renderer/parts/flow/layout/flow-places.ts';
import { useEditorState } from '../session/editor-context.ts';
import { useTaskKeys } from './use-task-keys.ts';
import type { TaskWork } from './use-task-work.tsx';

const step = 16;

type CanvasKeys = {
  readonly work: TaskWork;
  readonly places: Places | null;
  readonly removeChosenEdge: () => boolean;
  readonly onFind: () => void;
};

/** What keys do on the canvas, and the same as commands of the page. */
export function useCanvasKeys({ work, places, removeChosenEdge, onFind }: CanvasKeys) {
  const { t } = useTranslation();
  const { platform } = useApp();
  const selection = useEditorState((state) => state.selection);
  // What can be done depends on what the graph says.
  useEditorState((state) => state.graph);
  const actByKey = useTaskKeys(work);
  const nudge = (by: Place): void => {
    if (places === null || selection.length === 0) return;
    const moved = selection.flatMap((id): [string, Place][] => {
      const place = places.get(id);
      return place === undefined ? [] : [[id, { x: place.x + by.x, y: place.y + by.y }]];
    });
    work.verbs.move(new Map(moved));
    work.tell(null, t('pipelineCanvas.did.move'));
  };
  const moveByKey = ({ nativeEvent: event }: KeyboardEvent): boolean => {
    if (isShortcut(event, 'mod+ArrowLeft', platform)) nudge({ x: -step, y: 0 });
    else if (isShortcut(event, 'mod+ArrowRight', platform)) nudge({ x: step, y: 0 });
    else if (isShortcut(event, 'mod+ArrowUp', platform)) nudge({ x: 0, y: -step });
    else if (isShortcut(event, 'mod+ArrowDown', platform)) nudge({ x: 0, y: step });
    else return false;
    return true;
  };
  const commands: PageCommand[] = [
    {
      id: 'pipelineCanvas.find',
      label: t('pipelineCanvas.actions.find'),
      icon: IconSearch,
      keys: ['mod+F'],
      run: onFind,
    },
    ...work.actionsFor(selection).map(({ id, label, icon, key, run }) => ({
      id: `pipelineCanvas.${id}`,
      label,
      icon,
      ...(key === null ? {} : { hint: keyHint(key, platform) }),
      run,
    })),
  ];
  return {
    commands,
    onKeyDown: (event: KeyboardEvent, active: string | null): boolean => {
      const isDelete = event.key === 'Delete' || event.key === 'Backspace';
      if (isDelete && removeChosenEdge()) return true;
      if (moveByKey(event)) return true;
      const ids = selection.length > 0 ? selection : active === null ? [] : [active];
      return actByKey(event, ids);
    },
  };
}
