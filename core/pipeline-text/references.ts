import type { Path } from './node-edits.ts';

export interface Renaming {
  from: string;
  to: string;
  /** The ids of tasks that it goes on with stand in its `with`. */
  isBranch: boolean;
}

/** Every text of a task that names another one, with what it says after a renaming. */
export function renameIn(data: unknown, renaming: Renaming): { path: Path; value: string }[] {
  const found: { path: Path; value: string }[] = [];
  walk(data, [], (path, value) => {
    const renamed =
      isList(path, renaming) && value === renaming.from ? renaming.to : renameInTemplates(value, renaming);
    if (renamed !== value) found.push({ path, value: renamed });
  });
  return found;
}

function isList([key]: Path, { isBranch }: Renaming): boolean {
  return key === 'needs' || key === 'teardown' || (isBranch && key === 'with');
}

/** `{{ tasks.<id>.outputs.<name> }}`, wherever in a text it stands. */
function renameInTemplates(text: string, { from, to }: Renaming): string {
  return text.replaceAll(/\{\{(.*?)\}\}/gs, (whole, inside: string) => {
    const name = inside.trim();
    if (name !== `tasks.${from}` && !name.startsWith(`tasks.${from}.`)) return whole;
    return whole.replace(`tasks.${from}`, () => `tasks.${to}`);
  });
}

function walk(value: unknown, path: Path, visit: (path: Path, text: string) => void): void {
  if (typeof value === 'string') return visit(path, value);
  if (Array.isArray(value)) return value.forEach((item, at) => walk(item, [...path, at], visit));
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], visit);
}
