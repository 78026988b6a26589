import type {
  Alert,
  AlertEvidence,
  Batch,
  BatchCheck,
  BatchRow,
  BatchSignal,
  ClassicRule,
} from '#contract/monitoring.ts';
import type { EngineContext } from '#core/store/context.ts';
import { getAlert } from '../alerts/list-alerts.ts';
import { getBatch, listBatches, listBatchRows } from '../batches.ts';

/** All that a summary of a batch tells. */
export interface SummaryFacts {
  batch: Batch;
  madeAt: number;
  /** Alerts that this batch breached, those that it did not fire included; the farthest out of its limits first. */
  alerts: SummaryAlert[];
  /** The newest batches of the model up to this one, oldest first. */
  history: Batch[];
  /** What the model was least sure of. */
  unsure: BatchRow[];
}

export type SummaryAlert = Alert & {
  evidence: AlertEvidence;
  /** An alert before this one in the report that has the same rows as evidence. */
  sameRowsAs: number | null;
};

const historyBatches = 20;
const unsureRows = 10;

export function collectSummary(ctx: EngineContext, batchId: number): SummaryFacts {
  const batch = getBatch(ctx, batchId);
  const { batches } = listBatches(ctx, {
    model: batch.modelName,
    maxResults: historyBatches,
    pageToken: String(batchId + 1),
  });
  return {
    batch,
    madeAt: ctx.clock.now(),
    alerts: orderAlerts(batch.alertIds.map((alertId) => getAlert(ctx, alertId))),
    history: batches.reverse(),
    unsure: listBatchRows(ctx, { batchId, order: 'confidence', maxResults: unsureRows }).rows,
  };
}

function orderAlerts(alerts: readonly (Alert & { evidence: AlertEvidence })[]): SummaryAlert[] {
  const ordered = [...alerts].sort((a, b) => departure(b.evidence.check) - departure(a.evidence.check));
  const keyOf = ({ evidence, batchId }: (typeof ordered)[number]): string =>
    `${batchId}:${evidence.rows.map(({ row }) => row).join()}`;
  return ordered.map((alert, i) => {
    const same = ordered.slice(0, i).find((earlier) => keyOf(earlier) === keyOf(alert));
    return { ...alert, sameRowsAs: same?.alertId ?? null };
  });
}

/** How far a value is from what is expected, in distances of the limit. */
function departure({ value, lower, upper, expected }: BatchCheck): number {
  const limit = upper !== null && value > upper ? upper : lower;
  if (limit === null || expected === null || limit === expected) return 0;
  return Math.abs((value - expected) / (limit - expected));
}

interface SignalWords {
  name: string;
  /** What a value out of its limits means. */
  meaning: string;
  format(value: number): string;
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const three = (value: number): string => value.toFixed(3);

/** How a report names the signals. */
export const signalWords: Readonly<Record<BatchSignal, SignalWords>> = {
  volume: {
    name: 'Rows',
    meaning: 'Far fewer rows came than usual. Part of the source may be missing.',
    format: (value) => value.toFixed(0),
  },
  class_mix: {
    name: 'Mix of predictions',
    meaning: 'The model predicts its classes in other proportions than on rows it was checked with.',
    format: three,
  },
  mean_confidence: {
    name: 'Mean confidence',
    meaning: 'The model is less sure than on rows it was checked with. Its answers are more often wrong.',
    format: three,
  },
  low_confidence_share: {
    name: 'Unsure predictions',
    meaning: 'More predictions than usual are below a confidence of 0.6.',
    format: percent,
  },
  oov_share: {
    name: 'Unknown words',
    meaning:
      'More words than usual were never seen in training. The texts may be of another domain or language.',
    format: percent,
  },
  text_length: {
    name: 'Words per text',
    meaning: 'The texts are longer or shorter than those that the model was checked with.',
    format: (value) => value.toFixed(1),
  },
};

/** How a report names the classic rules, and why each is not to be relied on. */
export const classicWords: Readonly<Record<ClassicRule, { name: string; caveat: string }>> = {
  declining_confidence: {
    name: 'Declining confidence',
    caveat: 'It compares the last two batches only, so it fires on every second batch when nothing changes.',
  },
  high_low_confidence_rate: {
    name: 'High rate of unsure predictions',
    caveat: 'Its limit of 25 % is the same for every model, also for one that is honestly unsure.',
  },
  frequent_low_confidence: {
    name: 'Often many unsure predictions',
    caveat: 'It counts its own monitoring runs among the batches, which makes it fire too late.',
  },
};

/** Why a signal has no verdict. */
export function wordMethod(method: string): string {
  const reasons: Readonly<Record<string, string>> = {
    no_reference: 'The model brings no reference rows to compare with.',
    too_few_rows: 'The batch has too few rows to judge.',
    too_few_batches: 'There are too few earlier batches to compare with.',
  };
  return reasons[method] ?? method;
}

/** `0.812`; a dash for what the model does not tell, as `wordShare`. */
export function wordUnit(value: number | null): string {
  return value === null ? '–' : three(value);
}

/** `12 %` */
export function wordShare(value: number | null, decimals = 0): string {
  return value === null ? '–' : `${(value * 100).toFixed(decimals)} %`;
}

/** `2026-11-20 14:03 UTC` */
export function wordUtc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `at most 53.6 %`, `at least 0.52`, `9.1 to 14.2`; empty without limits. */
export function wordLimits({
  signal,
  lower,
  upper,
}: Pick<Batch['checks'][number], 'signal' | 'lower' | 'upper'>): string {
  const { format } = signalWords[signal];
  if (lower !== null && upper !== null) return `${format(lower)} to ${format(upper)}`;
  if (upper !== null) return `at most ${format(upper)}`;
  return lower === null ? '' : `at least ${format(lower)}`;
}

/** One sentence that says how the batch did. */
export function wordVerdict({ batch }: SummaryFacts): string {
  if (batch.checks.length === 0) return 'This batch has not been monitored yet.';
  const out = batch.checks.filter(({ verdict }) => verdict === 'alert');
  const judged = batch.checks.filter(({ verdict }) => verdict !== 'not_evaluated');
  if (judged.length === 0) return 'Nothing could be judged: see the reasons below.';
  if (out.length === 0) return `All ${judged.length} signals that could be judged are within their limits.`;
  const names = out.map(({ signal }) => signalWords[signal].name.toLowerCase()).join(', ');
  return `${out.length} of ${judged.length} signals ${out.length === 1 ? 'is' : 'are'} out of limits: ${names}.`;
}
