import type { ParamImportance } from '#contract/comparison.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { EngineContext } from '#core/store/context.ts';
import { compareRuns } from './compare-runs.ts';
import { rankCorrelation, rankDifference, rankInterval } from './statistics/rank-correlation.ts';

/** Fewer runs than this order params by chance more than by anything else. */
const enoughRuns = 10;
const level = 0.95;

/** How each param that varies goes with a metric: the strongest first, those that cannot be ranked last. */
export function rankParams(
  ctx: EngineContext,
  input: Inputs['comparison']['importance'],
): Outputs['comparison']['importance'] {
  const { metrics, texts } = compareRuns(ctx, input);
  const values = metrics.find(({ key }) => key === input.metric)?.last ?? [];
  const n = values.filter((value) => typeof value === 'number').length;
  const params = texts
    .filter(({ kind, differs }) => kind === 'param' && differs)
    .map((param) => rankParam(param.key, param.values, values))
    .sort((a, b) => (b.strength ?? -1) - (a.strength ?? -1));
  return { params, n, isTooFew: n < enoughRuns };
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
  const [own, reached] = [pairs.map(([text]) => text), pairs.map(([, value]) => value)];
  const known = { param, values: new Set(own).size, n: pairs.length };
  const numbers = toNumbers(own);
  if (numbers === null) {
    const strength = rankDifference(own, reached);
    return { ...known, method: 'groups', strength, correlation: null, low: null, high: null };
  }
  const correlation = rankCorrelation(numbers, reached);
  const strength = correlation === null ? null : Math.abs(correlation);
  return {
    ...known,
    method: 'ranks',
    strength,
    correlation,
    ...rankInterval(correlation, pairs.length, level),
  };
}

/** Numbers as they are, two other values as 0 and 1; null for more, which have no order. */
function toNumbers(texts: readonly string[]): number[] | null {
  const numbers = texts.map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (numbers.every(Number.isFinite)) return numbers;
  const kinds = [...new Set(texts)].sort();
  return kinds.length > 2 ? null : texts.map((text) => kinds.indexOf(text));
}
