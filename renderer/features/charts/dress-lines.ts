import type { ChartLine } from '#renderer/parts/charts/chart-line.ts';
import type { RunStyle } from '#renderer/parts/run-colors.ts';
import type { ChartPanel, Split } from './panels.ts';
import type { ChartRun, DecodedLine } from './queries.ts';

const splitTokens: Readonly<Record<Split, string>> = { val: 's1', train: 's2', test: 's3' };
const testDash = [6, 3];

/** Gives lines their colours and names: by run where there are several, by the part of the data in one run. */
export function dressLines(
  lines: readonly DecodedLine[],
  panel: ChartPanel,
  runs: readonly ChartRun[],
  styleOf: (runId: string) => RunStyle,
): readonly ChartLine[] {
  if (runs.length === 1) return bySplit(lines, panel);
  const names = new Map(runs.map(({ runId, name }) => [runId, name]));
  return lines.map(({ runId, key, xs, ys, smooth }) => {
    const { token, dash } = styleOf(runId);
    return { id: `${runId}:${key}`, label: names.get(runId) ?? runId, token, dash, xs, ys, smooth };
  });
}

function bySplit(lines: readonly DecodedLine[], panel: ChartPanel): readonly ChartLine[] {
  const hasTrain = panel.keys.some(({ split }) => split === 'train');
  return lines.map(({ runId, key, xs, ys, smooth }) => {
    const split = panel.keys.find((each) => each.key === key)?.split ?? null;
    const plain = panel.keys.length === 1 ? 's1' : hasTrain ? 's4' : 's2';
    return {
      id: `${runId}:${key}`,
      label: split ?? key,
      token: split === null ? plain : splitTokens[split],
      dash: split === 'test' ? testDash : [],
      xs,
      ys,
      smooth,
    };
  });
}
