// Runs dependency-cruiser and guards it: a parser that understands nothing finds no violation either.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { listFiles, toPosix } from '../lib/files.ts';
import { repositoryPaths } from '../lib/paths.ts';
import { describeViolation, seenModules } from './cruise-result.ts';
import type { CruiseResult } from './cruise-result.ts';

const folders = ['core', 'electron', 'renderer', 'e2e', 'tools'];

/** The share of our source files that must be among the modules seen. */
const floor = 0.8;

const { root } = repositoryPaths();
const result = cruise();
const sources = sourceFiles();
const seen = seenModules(result, sources);
const violations = result.summary.violations.map(describeViolation);

for (const line of violations) console.log(line);
console.log(`${seen} of ${sources.length} source files were looked at.`);
if (seen < sources.length * floor) {
  console.log(
    `That is less than ${floor * 100} %: dependency-cruiser cannot read them, so its silence means nothing.`,
  );
  process.exitCode = 1;
}
if (violations.length > 0) process.exitCode = 1;

function cruise(): CruiseResult {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [program, ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!run.stdout.startsWith('{'))
    throw new Error(`dependency-cruiser broke off: ${run.stdout}${run.stderr}`);
  return JSON.parse(run.stdout) as CruiseResult;
}

/** What git tracks; everything there is in a source archive without git. */
function sourceFiles(): string[] {
  const git = spawnSync('git', ['ls-files', '--', ...folders], { cwd: root, encoding: 'utf8' });
  const files = git.status === 0 && git.stdout ? git.stdout.split('\n') : filesOnDisk();
  return files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
}

function filesOnDisk(): string[] {
  return folders
    .flatMap((folder) => listFiles(join(root, folder)))
    .map((file) => toPosix(file.slice(root.length + 1)));
}
