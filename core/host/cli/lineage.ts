import { Option, type Command } from 'commander';
import type { EngineClient } from '#contract/procedures.ts';
import type { LineageGraph, LineageHit, LineageNode } from '#contract/lineage.ts';
import { invalidArgument, type StileError } from '#core/kernel/errors.ts';
import type { CommandResult } from './command-result.ts';
import type { CommandRunner } from './command-runner.ts';
import { parseWhole } from './options.ts';
import { formatTable, toOneLine, type Column } from './table.ts';
import { examples } from './text-blocks.ts';
import { wordTime } from './words.ts';

interface LineageOptions {
  upstream?: boolean;
  downstream?: boolean;
  depth?: number;
  find?: string;
  type?: string[];
}

/** `stile lineage` */
export function addLineageCommands(program: Command, runner: CommandRunner): void {
  program
    .command('lineage [address]')
    .description('what made a thing, and what was made of it')
    .option('--find <text>', 'list things and what ran by their names instead')
    .option('--type <name...>', 'with --find: only these, such as DatasetVersion')
    .addOption(new Option('--upstream', 'only what made it').conflicts('downstream'))
    .option('--downstream', 'only what was made of it')
    .option('--depth <n>', 'how many steps at most (20)', parseWhole)
    .addHelpText('after', lineageHelp)
    .action(
      runner.withEngine(({ client }, uri: string | undefined, options: LineageOptions) => {
        const { find, type } = options;
        if (find !== undefined) return search(client, find, type);
        if (uri === undefined) throw addressMissing();
        return trace(client, uri, options);
      }),
    );
}

const lineageHelp = `
An address is datasets:/reviews/1, runs:/<run id>, models:/churn@champion, files:/data/raw.csv,
tasks:/<pipeline run>/<task>, batches:/7 or alerts:/3.
${examples(
  'stile lineage models:/churn@champion',
  'stile lineage datasets:/reviews/1 --downstream',
  'stile lineage --find reviews --type DatasetVersion',
  'stile lineage alerts:/3 --upstream --depth 4 --json',
)}`;

function addressMissing(): StileError {
  const remedy = 'Give one, or look for it with --find.';
  return invalidArgument('address', '', 'an address says what to trace', remedy);
}

async function search(
  client: EngineClient,
  text: string,
  types: string[] | undefined,
): Promise<CommandResult> {
  const { hits } = await client.lineage.search({ text, ...(types && { types }) });
  return { json: { hits }, text: (isTerminal) => formatTable(hits, hitColumns, isTerminal) };
}

const hitColumns: Column<LineageHit>[] = [
  { title: 'TYPE', cell: ({ type }) => type },
  { title: 'NAME', cell: ({ name }) => toOneLine(name) },
  { title: 'STATE', cell: ({ state }) => state?.toLowerCase() ?? '' },
  { title: 'WHEN', cell: ({ at }) => wordTime(at) },
  { title: 'ADDRESS', cell: ({ uri }) => toOneLine(uri) },
];

async function trace(client: EngineClient, uri: string, options: LineageOptions): Promise<CommandResult> {
  const direction = readDirection(options);
  const { depth } = options;
  const graph = await client.lineage.trace({ uri, direction, ...(depth !== undefined && { depth }) });
  return { json: graph, text: () => drawGraph(graph, direction) };
}

function readDirection({ upstream, downstream }: LineageOptions): 'upstream' | 'downstream' | 'both' {
  if (upstream === true) return 'upstream';
  return downstream === true ? 'downstream' : 'both';
}

/** The graph as one tree per direction, with the thing itself on top. */
export function drawGraph(graph: LineageGraph, direction: 'upstream' | 'downstream' | 'both'): string {
  const start = graph.nodes.find(({ distance }) => distance === 0);
  if (start === undefined) return '';
  const lines = [describeNode(start)];
  if (direction !== 'downstream') {
    lines.push('', 'Made from', ...drawTree(graph, start.uri, ({ from, to }) => [to, from]));
  }
  if (direction !== 'upstream') {
    lines.push('', 'Used for', ...drawTree(graph, start.uri, ({ from, to }) => [from, to]));
  }
  if (graph.isCut) lines.push('', 'There is more beyond: give a greater --depth.');
  return `${lines.join('\n')}\n`;
}

type Turn = (edge: LineageGraph['edges'][number]) => [near: string, far: string];

/** What was drawn before is named again, but not followed again: that also ends a circle. */
function drawTree({ nodes, edges }: LineageGraph, start: string, turn: Turn): string[] {
  const byUri = new Map(nodes.map((node) => [node.uri, node]));
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [near, far] = turn(edge);
    const known = next.get(near);
    if (known === undefined) next.set(near, [far]);
    else known.push(far);
  }
  const drawn = new Set([start]);
  const lines: string[] = [];
  const draw = (uri: string, indent: string): void => {
    const children = (next.get(uri) ?? []).flatMap((child) => byUri.get(child) ?? []).sort(byTime);
    for (const [i, child] of children.entries()) {
      const isLast = i === children.length - 1;
      const isKnown = drawn.has(child.uri);
      drawn.add(child.uri);
      const note = isKnown && next.has(child.uri) ? '  (see above)' : '';
      lines.push(`${indent}${isLast ? '└─ ' : '├─ '}${describeNode(child)}${note}`);
      if (!isKnown) draw(child.uri, `${indent}${isLast ? '   ' : '│  '}`);
    }
  };
  draw(start, '  ');
  return lines.length === 0 ? ['  nothing that is recorded'] : lines;
}

function describeNode({ uri, type, name, state, at }: LineageNode): string {
  const ended = state === null || state === 'COMPLETE' ? '' : ` ${state.toLowerCase()}`;
  return `${type} ${toOneLine(name)}${ended}  ${toOneLine(uri)}  ${wordTime(at)}`;
}

function byTime(a: LineageNode, b: LineageNode): number {
  return a.at - b.at || (a.uri < b.uri ? -1 : 1);
}
