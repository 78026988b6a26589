import { readdirSync, readFileSync } from 'node:fs';

/** What a server weighs, with all its processes, in MB of 2^20 bytes. */
export interface Memory {
  /** counts what processes share once for each */
  rss: number;
  /** proportional: what processes share is divided among them */
  pss: number;
  processes: number;
}

/** The memory of a process and everything it started; null where the system does not tell (it is Linux that does). */
export function readMemory(pid: number): Memory | null {
  if (process.platform !== 'linux') return null;
  const total: Memory = { rss: 0, pss: 0, processes: 0 };
  for (const member of processTree(pid)) {
    const text = readProc(`${member}/smaps_rollup`);
    if (text === '') continue;
    total.rss += readMegabytes(text, 'Rss');
    total.pss += readMegabytes(text, 'Pss');
    total.processes++;
  }
  return total;
}

/** A process and all below it, by the parents that /proc tells. */
function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(readProc(`${name}/stat`));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree: number[] = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** The name of a program may hold blanks and parentheses; what follows its last `)` is state and parent. */
export function parentOf(stat: string): number | undefined {
  const parent = /^.*\) \S (\d+) /s.exec(stat)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

export function readMegabytes(rollup: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
}

/** A process may be gone by now. */
function readProc(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return '';
  }
}
