import type { BatchCheck, BatchRow } from '#contract/monitoring.ts';
import { updateAlerts, type AlertChanges } from '#core/monitoring/alert-lifecycle.ts';
import { summarizeRows } from '#core/monitoring/batch-figures.ts';
import { findBatch } from '#core/monitoring/find.ts';
import { storeBatch } from '#core/monitoring/store-batch.ts';
import type { EngineContext } from '#core/store/context.ts';

interface Watched {
  oov: number;
  version?: number;
  model?: string;
  signal?: BatchCheck['signal'];
  verdict?: BatchCheck['verdict'];
}

/** Stores a small batch, as if it had been scored, and brings the alerts up to date with one check: at most 0.5 is fine, 0.3 is expected. */
export async function watchBatch(ctx: EngineContext, watched: Watched): Promise<AlertChanges> {
  const { oov, version = 1, model = 'm', signal = 'oov_share' } = watched;
  const rows = [makeRow(0), makeRow(1)];
  const batchId = await storeBatch(ctx, {
    model: { name: model, version, uri: `models:/${model}/${version}` },
    dataset: { uri: 'datasets:/d/1', name: 'd 1', digest: 'abc' },
    source: 'test',
    figures: summarizeRows(rows, null),
    rows,
    runId: 'none',
    pipelineRunId: null,
  });
  const verdict = watched.verdict ?? (oov > 0.5 ? 'alert' : 'ok');
  const check: BatchCheck = {
    signal,
    value: oov,
    lower: null,
    upper: 0.5,
    expected: 0.3,
    verdict,
    method: 'resampled',
    n: 2,
    resamples: 2000,
    histogram: null,
  };
  return ctx.write((tx) => {
    tx.unchanged();
    return updateAlerts(tx, findBatch(tx.db, batchId), [check], () => ({
      check,
      rows,
      source: `source of batch ${batchId}`,
      previousSource: null,
      reference: { modelUri: `models:/${model}/${version}`, rows: 400 },
    }));
  });
}

function makeRow(row: number): BatchRow {
  return {
    row,
    text: 'good',
    prediction: 'positive',
    confidence: 0.9,
    oovShare: 0.5,
    length: 1,
    label: null,
  };
}
