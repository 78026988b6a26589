import type { WorkspaceInfo } from '#contract/entities.ts';

/**
 * A new folder beside the workspace that is open, or beside its project: named after what it is for and the minute, so
 * that a second workshop of the day has a folder of its own.
 */
export function proposeFolder(
  { path, project }: Pick<WorkspaceInfo, 'path' | 'project'>,
  name: string,
  now: Date,
): string {
  const beside = project ?? path;
  const cut = Math.max(beside.lastIndexOf('/'), beside.lastIndexOf('\\'));
  const pad = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(now.getFullYear())}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  return `${beside.slice(0, cut + 1)}${name}-${day}-${pad(now.getHours())}${pad(now.getMinutes())}`;
}
