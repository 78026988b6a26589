import type { KeyboardEvent } from 'react';
import { useApp } from '#renderer/app-context.ts';
import { isShortcut } from '#renderer/parts/key-hints.ts';
import { taskKeys } from './task-keys.ts';
import type { TaskWork } from './use-task-work.tsx';

/** Does what a key says with tasks, in the canvas as in the outline. @returns whether it did */
export function useTaskKeys(work: TaskWork): (event: KeyboardEvent, ids: readonly string[]) => boolean {
  const { platform } = useApp();
  return ({ nativeEvent: event }, ids) => {
    if (isShortcut(event, 'mod+D', platform)) {
      if (ids.length > 0) work.doings.duplicate(ids);
      return true;
    }
    if (isShortcut(event, 'mod+A', platform)) {
      work.doings.selectAll();
      return true;
    }
    const asked = Object.entries(taskKeys).find(([key]) => isShortcut(event, key, platform))?.[1];
    const action = work.actionsFor(ids).find(({ id }) => asked?.some((one) => one === id));
    action?.run();
    return action !== undefined;
  };
}
