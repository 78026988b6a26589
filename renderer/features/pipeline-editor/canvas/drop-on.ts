import type { DragEvent } from 'react';
import type { TFunction } from 'i18next';
import type { Place } from '#renderer/parts/flow/layout/flow-places.ts';
import { taskOfFile } from './task-verbs.ts';
import type { Edge, NewTaskPlace } from './task-verbs.ts';
import type { TaskWork } from './use-task-work.tsx';

/** What a type of task is carried as from the palette. */
export const draggedType = 'application/x-stile-task-type';

/** Whether what is dragged can become tasks. */
export function isTaskDrag({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.some((type) => type === 'Files' || type === draggedType);
}

type Drop = {
  readonly work: TaskWork;
  readonly place: Place | undefined;
  /** The line that it was let go on. */
  readonly edge: Edge | null;
  readonly t: TFunction;
};

/** A type of task from the palette, or scripts and notebooks from outside, become tasks where they were let go. */
export function dropOn(event: DragEvent, { work, place, edge, t }: Drop): void {
  const where: NewTaskPlace = edge !== null ? { into: edge } : place === undefined ? {} : { at: place };
  const type = event.dataTransfer.getData(draggedType);
  if (type !== '') {
    event.preventDefault();
    work.add(type, where);
    return;
  }
  const files = [...event.dataTransfer.files];
  if (files.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  files.forEach((file, index) => {
    const task = taskOfFile(file.name);
    if (task === null) {
      work.tell({ code: 'not_file', subject: file.name, path: [] }, '');
      return;
    }
    const at = place === undefined ? {} : { at: { x: place.x, y: place.y + index * 80 } };
    const refused = work.verbs.add(task.type, edge !== null && index === 0 ? { into: edge } : at, task);
    work.tell(refused, t('pipelineCanvas.did.add', { name: task.id }));
  });
}
