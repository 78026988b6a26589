import type { ClassicVerdict } from '#contract/monitoring.ts';

/** One entry of the experiment that the workshop's monitor reads: a batch, or a monitoring run, which has no figures. */
export type ClassicRun =
  | { kind: 'batch'; at: number; meanConfidence: number; lowConfidencePercentage: number }
  | { kind: 'monitoring'; at: number };

/** What the workshop's monitor looks at: so many entries at most, of so many days. */
export const classicWindow = { runs: 50, days: 30 };

const limits = { meanLowPercentage: 25, highLowPercentage: 30 };

/**
 * The three rules of the workshop's monitor, as it has them, with their defects. They raise no alert here: a screen
 * shows what would have fired, beside the limits that belong to the batch size.
 *
 * - `declining_confidence`: the newest batch is not above the one before it. A tie declines; one batch alone is stable.
 *   Defect: with no change at all it fires on every second batch, since it compares two noisy points.
 * - `high_low_confidence_rate`: the mean share of predictions under 0.6 is above 25 %. Defect: a fixed number that knows
 *   nothing of the model; one that is honestly unsure breaks it with every clean batch.
 * - `frequent_low_confidence`: batches with more than 30 % of such predictions are more than half of all runs. Defect: the
 *   monitor logs its own runs into the experiment that it reads. They count as runs, have no figures, and so soften the
 *   rule to about all batches. `batches` and `runs` of the facts show both denominators.
 *
 * @param runs newest first, already cut to the window
 */
export function judgeClassicRules(runs: readonly ClassicRun[]): ClassicVerdict[] {
  const batches = runs.filter((run) => run.kind === 'batch');
  return [judgeTrend(batches), judgeMeanRate(batches), judgeFrequency(batches, runs.length)];
}

type BatchRun = Extract<ClassicRun, { kind: 'batch' }>;

function judgeTrend(batches: readonly BatchRun[]): ClassicVerdict {
  const [latest, previous] = batches;
  const hasTwo = latest !== undefined && previous !== undefined;
  return {
    rule: 'declining_confidence',
    fires: hasTwo && !(latest.meanConfidence > previous.meanConfidence),
    value: latest?.meanConfidence ?? null,
    limit: previous?.meanConfidence ?? null,
    facts: {
      batches: batches.length,
      ...(hasTwo && {
        change: latest.meanConfidence - previous.meanConfidence,
        isTie: latest.meanConfidence === previous.meanConfidence ? 1 : 0,
      }),
    },
  };
}

function judgeMeanRate(batches: readonly BatchRun[]): ClassicVerdict {
  const rates = batches.map(({ lowConfidencePercentage }) => lowConfidencePercentage);
  const value = rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return {
    rule: 'high_low_confidence_rate',
    fires: value !== null && value > limits.meanLowPercentage,
    value,
    limit: limits.meanLowPercentage,
    facts: {
      batches: batches.length,
      ...(rates.length > 0 && { lowest: Math.min(...rates), highest: Math.max(...rates) }),
    },
  };
}

/** Value and limit are counts of batches: the limit is half of all runs, monitoring runs included. */
function judgeFrequency(batches: readonly BatchRun[], runs: number): ClassicVerdict {
  const high = batches.filter((batch) => batch.lowConfidencePercentage > limits.highLowPercentage).length;
  return {
    rule: 'frequent_low_confidence',
    fires: high > runs / 2,
    value: runs === 0 ? null : high,
    limit: runs === 0 ? null : runs / 2,
    facts: {
      batches: batches.length,
      runs,
      highBatches: high,
      firesWithoutMonitoringRuns: high > batches.length / 2 ? 1 : 0,
    },
  };
}
