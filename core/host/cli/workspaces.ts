import { Agent } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { FolderReport, HealthCheck, RecentWorkspace, UsagePart } from '#contract/workspaces.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { CommandRunner } from './command-runner.ts';
import { findEngine, type FoundEngine } from './find-engine.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordBytes, wordTime } from './words.ts';

/** `stile workspace ...` */
export function addWorkspaceGroup(program: Command, runner: CommandRunner): void {
  const group = program
    .command('workspace')
    .description(
      'workspaces of this user: what was open, whether a folder is good for one, what takes space',
    );
  group.addHelpText(
    'after',
    examples('stile workspace list', 'stile workspace check ~/churn', 'stile workspace usage'),
  );
  addListCommands(group, runner);
  addFolderCommands(group, runner);
}

function addListCommands(group: Command, runner: CommandRunner): void {
  group
    .command('list')
    .description('the workspaces that were open here, the last one first')
    .addHelpText('after', examples('stile workspace list --json'))
    .action(
      runner.withEngine(async ({ client }) => {
        const answer = await client.workspace.recent({});
        return {
          json: answer,
          text: (isTerminal) => formatTable(answer.workspaces, recentColumns, isTerminal),
        };
      }),
    );
  group
    .command('forget <folder>')
    .description('take a workspace out of that list; its files stay')
    .addHelpText('after', examples('stile workspace forget ~/old'))
    .action(
      runner.withEngine(async ({ client, surroundings }, given: string) => {
        const path = resolve(surroundings.cwd, given);
        await client.workspace.forget({ path });
        return { json: { path }, text: () => `Forgot ${path}.\n` };
      }),
    );
  group
    .command('usage')
    .description('what the workspace holds, by kind')
    .addHelpText('after', examples('stile workspace usage --json'))
    .action(
      runner.withEngine(async ({ client }) => {
        const usage = await client.workspace.usage({});
        const free = usage.freeBytes === null ? '' : `${wordBytes(usage.freeBytes)} are free on its disk.\n`;
        return {
          json: usage,
          text: (isTerminal) => formatTable(usage.parts, usageColumns, isTerminal) + free,
        };
      }),
    );
}

function addFolderCommands(group: Command, runner: CommandRunner): void {
  group
    .command('check [folder]')
    .description('whether a folder is good for a workspace; without one, this workspace and this machine')
    .addHelpText('after', examples('stile workspace check', 'stile workspace check ~/OneDrive/churn --json'))
    .action(
      runner.withEngine(async ({ client, surroundings }, given: string | undefined) => {
        const folder = given === undefined ? undefined : resolve(surroundings.cwd, given);
        const report = await client.workspace.inspect({ folder });
        const isBad = report.checks.some(({ state }) => state === 'bad');
        return {
          json: report,
          text: (isTerminal) => wordReport(report, isTerminal),
          ...(isBad && { exitCode: 1 as const }),
        };
      }),
    );
  group
    .command('open <folder>')
    .description('let the running engine go on with the workspace of another folder')
    .addHelpText('after', openHelp)
    .action(
      runner.withEngine(async ({ client, surroundings, running, workspace: before }, given: string) => {
        const { workspace } = await client.workspace.open({ folder: resolve(surroundings.cwd, given) });
        if (!(await isOpenSoon(workspace, before, running))) throw notOpened(workspace);
        return { json: { workspace }, text: () => `${workspace}\n` };
      }),
    );
}

const openHelp = `
The page stays at its address. A folder with your own files gets its workspace in .stile, as with stile open.
Without a running engine: stile serve --workspace <folder>.
${examples('stile workspace open ~/churn')}`;

/** How long the next engine may take to open, and how often it is looked for, in ms. */
const openLimitMs = 20_000;
const lookMs = 100;

/** False as soon as the workspace of before is open again, in an engine that is not the one that was asked. */
async function isOpenSoon(workspace: string, before: string, asked: FoundEngine | null): Promise<boolean> {
  const agent = new Agent();
  const started = performance.now();
  try {
    while (performance.now() - started < openLimitMs) {
      if ((await findEngine(workspace, agent)) !== null) return true;
      const back = await findEngine(before, agent);
      if (back !== null && back.rpcToken !== asked?.rpcToken) return false;
      await wait(lookMs);
    }
    return false;
  } finally {
    agent.destroy();
  }
}

function notOpened(workspace: string): StileError {
  const cause = 'the engine has not come up there';
  return new StileError(
    'ENGINE_UNREACHABLE',
    `${workspace} was not opened: ${cause}. What was open before is open again; \`stile backup list\` there tells why.`,
    { path: workspace, address: null, cause },
  );
}

const recentColumns: Column<RecentWorkspace>[] = [
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'OPENED', cell: ({ openedAt }) => wordTime(openedAt) },
  { title: 'NOTE', cell: ({ exists, isOpen }) => (isOpen ? 'open' : exists ? '' : 'gone') },
  { title: 'FOLDER', cell: ({ path }) => path },
];

const usageColumns: Column<UsagePart>[] = [
  { title: 'KIND', cell: ({ kind }) => kind },
  { title: 'SIZE', cell: ({ bytes }) => wordBytes(bytes), right: true },
  { title: 'FILES', cell: ({ files }) => String(files), right: true },
];

function wordReport(report: FolderReport, isTerminal: boolean): string {
  const { workspace, openIn } = report;
  const held = openIn?.pid == null ? '' : `It is open in process ${openIn.pid}.\n`;
  return `Workspace: ${workspace}\n${held}${formatTable(report.checks, checkColumns, isTerminal)}`;
}

const checkColumns: Column<HealthCheck>[] = [
  { title: 'CHECK', cell: ({ id }) => id },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'FOUND', cell: (check) => wordCheck(check) },
];

/** What was found, with the remedy where there is something to do. */
function wordCheck({ id, finding, found }: HealthCheck): string {
  const sentence = sentences[`${id}.${finding}`] ?? '{}';
  return sentence.replace('{}', id === 'disk' && found !== '' ? wordBytes(Number(found)) : found);
}

const sentences: Readonly<Record<string, string>> = {
  'folder.workspace': 'it holds a workspace',
  'folder.older':
    'it holds a workspace of an older Stile, which is backed up and brought up to date when it opens',
  'folder.writable': 'it can be written',
  'folder.file': '{} is a file: choose a folder',
  'folder.newer': 'it was written by a newer Stile: update Stile',
  'folder.notWritable': '{}: give your user write permission, or choose another folder',
  'disk.enough': '{} are free',
  'disk.low': 'only {} are free: free some space soon',
  'disk.full': 'only {} are free: free some space first',
  'disk.unknown': 'the system does not say what is free',
  'place.local': 'on this machine',
  'place.synced': 'kept in sync by {}, which can damage the database: choose a folder that is not',
  'place.network': 'on the network ({}), where the database is not safe: choose a folder on this machine',
  'path.short': '{} characters',
  'path.long': '{} characters: programs of Windows may not open files deep inside; choose a shorter one',
  'port.wanted': 'listens on port {}',
  'port.moved': 'the wanted port is taken, so it listens on another ({})',
  'port.off': 'no engine listens',
  'python.found': 'Python {}',
  'python.none': 'none was found: only models and tasks in Python need one',
  'trainer.builtin': 'text models are trained and served without Python',
};
