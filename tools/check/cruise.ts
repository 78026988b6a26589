// Runs dependency-cruiser and guards it: a parser that understands nothing finds no violation either.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { listFiles, toPosix } from '../lib/files.ts';

/** The part of dependency-cruiser's JSON report that is read. */
export interface CruiseResult {
  modules: { source: string }[];
  summary: { violations: CruiseViolation[] };
}

export interface CruiseViolation {
  from: string;
  to: string;
  rule: { name: string };
  comment?: string;
  /** the way around, for a cycle */
  cycle?: { name: string }[];
}

const folders = ['core', 'electron', 'renderer', 'e2e', 'tools'];

/** The share of our source files that must be among the modules seen. */
const floor = 0.8;

/** Checks `.dependency-cruiser.cjs` against the sources below `root`. */
export function checkBoundaries(root: string): { lines: string[]; passed: boolean } {
  return judge(cruise(root), sourceFiles(root));
}

/** What is wrong, line by line, and whether the source files were seen at all. */
export function judge(result: CruiseResult, sources: string[]): { lines: string[]; passed: boolean } {
  const seen = new Set(result.modules.map((module) => module.source));
  const count = sources.filter((file) => seen.has(file)).length;
  const lines = [
    ...result.summary.violations.map(describeViolation),
    `${count} of ${sources.length} source files were looked at.`,
  ];
  const sawEnough = sources.length > 0 && count >= sources.length * floor;
  if (!sawEnough) lines.push(`That is less than ${floor * 100} %: such silence means nothing.`);
  return { lines, passed: sawEnough && result.summary.violations.length === 0 };
}

/** Who imports whom, which rule says no, and what to do instead. */
function describeViolation({ from, to, rule, comment, cycle }: CruiseViolation): string {
  const way = cycle ? cycle.map((step) => step.name).join(' -> ') : to;
  const place = way === from ? from : `${from} -> ${way}`;
  return `${rule.name}: ${place}${comment ? `\n    ${comment}` : ''}`;
}

function cruise(root: string): CruiseResult {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const present = folders.filter((folder) => existsSync(join(root, folder)));
  const args = [program, ...present, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!run.stdout.startsWith('{'))
    throw new Error(`dependency-cruiser broke off: ${run.stdout}${run.stderr}`);
  return JSON.parse(run.stdout) as CruiseResult;
}

/** What git tracks; everything there is in a source archive without git. */
function sourceFiles(root: string): string[] {
  const git = spawnSync('git', ['ls-files', '--', ...folders], { cwd: root, encoding: 'utf8' });
  const files = git.status === 0 && git.stdout ? git.stdout.split('\n') : filesOnDisk(root);
  return files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
}

function filesOnDisk(root: string): string[] {
  const files = folders.flatMap((folder) => listFiles(join(root, folder)));
  return files.map((file) => toPosix(file.slice(root.length + 1)));
}
