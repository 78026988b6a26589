import type { Command } from 'commander';
import type { EnvironmentParity } from '#contract/promotion.ts';
import type { GateResult } from '#contract/registry.ts';
import type { CommandRunner } from './command-runner.ts';
import { formatTable, type Column } from './table.ts';
import { examples } from './text-blocks.ts';

/** `stile model gates|parity` */
export function addModelPromotion(group: Command, runner: CommandRunner): void {
  group
    .command('gates <version>')
    .description('hold a version against every gate of a promotion; changes nothing')
    .addHelpText('after', examples('stile model gates churn/2', 'stile model gates churn/latest --json'))
    .action(
      runner.withEngine(async ({ client }, uri: string) => {
        const { name, version } = await client.registry.resolve({ uri });
        const found = await client.promotion.gates({ name, version });
        return {
          json: found,
          text: (isTerminal: boolean) => formatTable(found.gates, gateColumns, isTerminal),
        };
      }),
    );
  group
    .command('parity <version>')
    .description('compare the environment that a version was logged with and the one that would run it here')
    .addHelpText('after', examples('stile model parity churn@champion', 'stile model parity churn/2 --json'))
    .action(
      runner.withEngine(async ({ client }, uri: string) => {
        const { name, version } = await client.registry.resolve({ uri });
        const found = await client.promotion.parity({ name, version });
        return { json: found, text: (isTerminal: boolean) => wordParity(found, isTerminal) };
      }),
    );
}

const gateColumns: readonly Column<GateResult>[] = [
  { title: 'GATE', cell: ({ gate }) => gate },
  { title: 'STATE', cell: ({ state }) => state },
  { title: 'WHY', cell: ({ code }) => code },
  {
    title: 'FACTS',
    cell: ({ facts }) =>
      Object.entries(facts)
        .map(([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`)
        .join(' '),
  },
];

function wordParity({ runtime, target, rows }: EnvironmentParity, isTerminal: boolean): string {
  if (runtime !== 'python') return 'It runs without Python.\n';
  const where =
    target === null
      ? 'No Python here is ready for it: stile python env prepare <model> makes one.\n'
      : `It runs with ${target.path} (Python ${target.version}).\n`;
  return where + formatTable(rows, parityColumns, isTerminal);
}

const parityColumns: readonly Column<EnvironmentParity['rows'][number]>[] = [
  { title: 'PACKAGE', cell: ({ name }) => name },
  { title: 'RECORDED', cell: ({ recorded }) => recorded },
  { title: 'FROM', cell: ({ from }) => from },
  { title: 'HERE', cell: ({ found }) => found ?? '-' },
  { title: 'DIFFERENCE', cell: ({ level }) => level },
];
