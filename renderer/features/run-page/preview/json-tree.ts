/** One line of a JSON tree: a key and a plain value, or a list or object that opens. */
export type JsonTreeLine = {
  /** The way from the root, keys joined as JSON pointers are: `/a/0`; empty for the root. */
  readonly path: string;
  readonly depth: number;
  /** Null for the root, and a number in a list. */
  readonly key: string | number | null;
  readonly value: unknown;
  /** Null: has nothing inside. */
  readonly isOpen: boolean | null;
};

/** The lines that are seen while these paths are open. */
export function listOpenLines(root: unknown, open: ReadonlySet<string>): readonly JsonTreeLine[] {
  const lines: JsonTreeLine[] = [];
  const add = (value: unknown, key: JsonTreeLine['key'], path: string, depth: number): void => {
    const children = childrenOf(value);
    const isOpen = children.length === 0 ? null : open.has(path);
    lines.push({ path, depth, key, value, isOpen });
    if (isOpen !== true) return;
    for (const [name, child] of children) add(child, name, pathOf(path, name), depth + 1);
  };
  add(root, null, '', 0);
  return lines;
}

/** Lines that open by themselves: as many levels as a screen holds. */
const firstLines = 60;

/** The paths that are open at first: whole levels from the root, as long as they are few lines. */
export function firstOpen(root: unknown): ReadonlySet<string> {
  const open = new Set<string>();
  let level: { path: string; value: unknown }[] = [{ path: '', value: root }];
  let lines = 1;
  while (level.length > 0) {
    const next = level.flatMap(({ path, value }) =>
      childrenOf(value).map(([name, child]) => ({ path: pathOf(path, name), value: child })),
    );
    lines += next.length;
    if (open.size > 0 && lines > firstLines) break;
    for (const { path, value } of level) if (childrenOf(value).length > 0) open.add(path);
    level = next;
  }
  return open;
}

/** Found at most: the field says when there are more. */
export const mostMatches = 1000;

/** Paths whose key or plain value has a text in it, whatever its case, in the order of the file. */
export function findInJson(root: unknown, text: string): readonly string[] {
  const wanted = text.toLowerCase();
  const found: string[] = [];
  const look = (value: unknown, key: JsonTreeLine['key'], path: string): void => {
    if (found.length >= mostMatches) return;
    const children = childrenOf(value);
    const plain = children.length === 0 ? showPlain(value) : '';
    if (`${String(key ?? '')}\n${plain}`.toLowerCase().includes(wanted)) found.push(path);
    for (const [name, child] of children) look(child, name, pathOf(path, name));
  };
  if (wanted !== '') look(root, null, '');
  return found;
}

/** The paths above one, the root first. */
export function pathsAbove(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

export function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((child, index) => [index, child] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

export function showPlain(value: unknown): string {
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null ? '{}' : (JSON.stringify(value) ?? '');
}

function pathOf(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
