import { describe, expect, it } from 'vitest';
import type { ClassicVerdict } from '#contract/monitoring.ts';
import { judgeClassicRules, type ClassicRun } from './classic-rules.ts';

describe('declining confidence', () => {
  it.each([
    { name: 'one batch alone is stable', confidences: [0.5], fires: false },
    { name: 'no batch at all is stable', confidences: [], fires: false },
    { name: 'above the one before improves', confidences: [0.7, 0.6], fires: false },
    { name: 'below the one before declines', confidences: [0.6, 0.7], fires: true },
    { name: 'a tie declines', confidences: [0.6, 0.6], fires: true },
    { name: 'older batches do not count', confidences: [0.7, 0.6, 0.9], fires: false },
  ])('$name', ({ confidences, fires }) => {
    const runs = confidences.map((meanConfidence, i) => batch({ at: -i, meanConfidence }));
    expect(verdictOf(runs, 'declining_confidence').fires).toBe(fires);
  });

  it('looks past monitoring runs, which have no confidence', () => {
    const runs = [
      batch({ at: 3, meanConfidence: 0.7 }),
      monitoring(2),
      batch({ at: 1, meanConfidence: 0.6 }),
    ];
    const verdict = verdictOf(runs, 'declining_confidence');
    expect(verdict).toMatchObject({ fires: false, value: 0.7, limit: 0.6, facts: { batches: 2, isTie: 0 } });
    expect(verdict.facts['change']).toBeCloseTo(0.1, 12);
  });
});

describe('a high rate of low confidence', () => {
  it.each([
    { rates: [25, 25], fires: false },
    { rates: [25.1, 25], fires: true },
    { rates: [0, 50.1], fires: true },
    { rates: [], fires: false },
  ])('of $rates fires: $fires', ({ rates, fires }) => {
    const runs = rates.map((lowConfidencePercentage, i) => batch({ at: -i, lowConfidencePercentage }));
    expect(verdictOf(runs, 'high_low_confidence_rate').fires).toBe(fires);
  });

  it('means over batches only', () => {
    const runs = [
      batch({ lowConfidencePercentage: 40 }),
      monitoring(0),
      batch({ lowConfidencePercentage: 20 }),
    ];
    expect(verdictOf(runs, 'high_low_confidence_rate')).toMatchObject({
      value: 30,
      limit: 25,
      facts: { batches: 2, lowest: 20, highest: 40 },
    });
  });
});

describe('frequent low confidence', () => {
  it('needs more than half of all runs', () => {
    const [high, low] = [batch({ lowConfidencePercentage: 31 }), batch({ lowConfidencePercentage: 30 })];
    expect(verdictOf([high, low], 'frequent_low_confidence').fires).toBe(false);
    expect(verdictOf([high, high, low], 'frequent_low_confidence').fires).toBe(true);
  });

  it('is softened by monitoring runs, as in the workshop, and says so', () => {
    const high = batch({ lowConfidencePercentage: 90 });
    const runs = [high, monitoring(0), high, monitoring(0), batch({ lowConfidencePercentage: 0 })];
    expect(verdictOf(runs, 'frequent_low_confidence')).toEqual({
      rule: 'frequent_low_confidence',
      fires: false,
      value: 2,
      limit: 2.5,
      facts: { batches: 3, runs: 5, highBatches: 2, firesWithoutMonitoringRuns: 1 },
    });
  });
});

function batch(overrides: Partial<Extract<ClassicRun, { kind: 'batch' }>> = {}): ClassicRun {
  return { kind: 'batch', at: 0, meanConfidence: 0.7, lowConfidencePercentage: 10, ...overrides };
}

function monitoring(at: number): ClassicRun {
  return { kind: 'monitoring', at };
}

function verdictOf(runs: readonly ClassicRun[], rule: ClassicVerdict['rule']): ClassicVerdict {
  const found = judgeClassicRules(runs).find((verdict) => verdict.rule === rule);
  if (found === undefined) throw new Error(`no verdict of ${rule}`);
  return found;
}
