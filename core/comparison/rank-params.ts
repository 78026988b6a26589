import type { ParamImportance } from '#contract/comparison.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { compareRuns } from './compare-runs.ts';
import { rankCorrelation } from './statistics/rank-correlation.ts';

/** How each param that varies goes with a metric: the strongest first, those that cannot be ranked last. */
export function rankParams(ctx: EngineContext, input: Inputs['comparison']['importance']): ParamImportance[] {
  const { metrics, texts } = compareRuns(ctx, input);
  const values = metrics.find(({ key }) => key === input.metric)?.last ?? [];
  return texts
    .filter(({ kind, differs }) => kind === 'param' && differs)
    .map((param) => rankParam(param.key, param.values, values))
    .sort((a, b) => strength(b) - strength(a));
}

function rankParam(
  param: string,
  texts: readonly (string | null)[],
  values: readonly unknown[],
): ParamImportance {
  const pairs = texts.flatMap((text, run): [string, number][] => {
    const value = values[run];
    return text !== null && typeof value === 'number' ? [[text, value]] : [];
  });
  const numbers = toNumbers(pairs.map(([text]) => text));
  const correlation =
    numbers === null
      ? null
      : rankCorrelation(
          numbers,
          pairs.map(([, value]) => value),
        );
  return { param, correlation, n: pairs.length };
}

/** Numbers as they are, two other values as 0 and 1; null for more, which have no order. */
function toNumbers(texts: readonly string[]): number[] | null {
  const numbers = texts.map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (numbers.every(Number.isFinite)) return numbers;
  const kinds = [...new Set(texts)].sort();
  return kinds.length > 2 ? null : texts.map((text) => kinds.indexOf(text));
}

function strength({ correlation }: ParamImportance): number {
  return correlation === null ? -1 : Math.abs(correlation);
}
