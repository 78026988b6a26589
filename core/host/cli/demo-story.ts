import type { Batch } from '#contract/monitoring.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';

/** Accuracy on the frozen held-out rows of each split, 0 to 1, with the rows behind it. */
export type Scores = Record<string, { accuracy: number; n: number }>;

/** What the demo tells, whole; also the document of `--json`. */
export interface DemoReport {
  workspace: string;
  model: string;
  /** First model, and the one that was trained again with the labelled drift rows. */
  accuracies: { first: Scores; retrained: Scores };
  /** Alerts that fired in each phase. */
  alerts: { clean: number; drift: number; afterRetraining: number };
  champion: { first: number; retrained: number; afterRollback: number };
  answer: { text: string; label: string; confidence: number; version: number; micros: number; over: string };
  batches: DemoBatch[];
  /** Seconds of each phase. */
  seconds: Record<string, number>;
  /** What did not go as the story says; empty when all is well. */
  problems: string[];
}

export interface DemoBatch {
  batchId: number;
  phase: string;
  source: string;
  version: number;
  rows: number;
  oovShare: number;
  meanConfidence: number;
  /** The upper limit of the share of unknown words. */
  oovLimit: number | null;
  alerts: number;
}

export interface DemoTools {
  client: EngineClient;
  workspace: string;
  /** Asks the champion over HTTP; null where this machine has no network of its own, not even loopback. */
  askOverHttp(text: string): Promise<string | null>;
  /** A line for a person while it goes on. */
  tell(line: string): void;
}

const model = 'sentiment_classifier';
const sentence = 'The room was spotless and the staff could not have been kinder.';
const batchRows = 40;
const cleanBatches = 5;

/** Plays the whole story on a new workspace, through the same procedures that screen and command use. */
export async function playDemo(tools: DemoTools): Promise<DemoReport> {
  const report = emptyReport(tools.workspace);
  const phase = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    report.seconds[name] = round((performance.now() - start) / 1000, 2);
    return result;
  };
  await phase('setup', () => tools.client.workshop.create({}));
  await phase('train', () => trainFirst(tools, report));
  await phase('answer', () => answerOne(tools, report));
  await phase('predict', () => predictClean(tools, report));
  await phase('drift', () => injectDrift(tools, report));
  await phase('retrain', () => trainAgain(tools, report));
  await phase('promote', () => promoteRetrained(tools, report));
  await phase('predictAgain', () => predictAfter(tools, report));
  await phase('rollback', () => rollBack(tools, report));
  report.problems = findProblems(report);
  return report;
}

function emptyReport(workspace: string): DemoReport {
  return {
    workspace,
    model,
    accuracies: { first: {}, retrained: {} },
    alerts: { clean: 0, drift: 0, afterRetraining: 0 },
    champion: { first: 0, retrained: 0, afterRollback: 0 },
    answer: { text: sentence, label: '', confidence: 0, version: 0, micros: 0, over: '' },
    batches: [],
    seconds: {},
    problems: [],
  };
}

async function trainFirst({ client, tell }: DemoTools, report: DemoReport): Promise<void> {
  const run = await runPipeline(client, 'train', {});
  report.accuracies.first = readScores(run, 'candidate');
  report.champion.first = await championVersion(client);
  tell(`Trained and promoted version ${report.champion.first}: ${wordScores(report.accuracies.first)}`);
}

async function answerOne({ client, askOverHttp, tell }: DemoTools, report: DemoReport): Promise<void> {
  const overHttp = await askOverHttp(sentence);
  const {
    predictions,
    model: by,
    micros,
  } = await client.serving.predict({
    model: `models:/${model}@champion`,
    texts: [sentence],
  });
  const [first] = predictions;
  if (first === undefined) throw new Error('a prediction for one text has no row');
  report.answer = {
    text: sentence,
    label: overHttp ?? first.label,
    confidence: round(first.confidence ?? NaN, 4),
    version: by.version,
    micros: round(micros, 1),
    over: overHttp === null ? 'in process: there is no loopback network' : 'HTTP, /invocations',
  };
  tell(`"${sentence}" is ${report.answer.label}, says version ${by.version} (${report.answer.over})`);
}

async function predictClean(tools: DemoTools, report: DemoReport): Promise<void> {
  for (let i = 0; i < cleanBatches; i++)
    report.alerts.clean += (await predictBatch(tools, report, 'clean', false)).alerts;
}

async function injectDrift(tools: DemoTools, report: DemoReport): Promise<void> {
  report.alerts.drift = (await predictBatch(tools, report, 'drift', true)).alerts;
}

async function trainAgain({ client, tell }: DemoTools, report: DemoReport): Promise<void> {
  const run = await runPipeline(client, 'train', { include_drift: true, promote: false });
  report.accuracies.first = { ...report.accuracies.first, ...readScores(run, 'champion') };
  report.accuracies.retrained = readScores(run, 'candidate');
  tell(`Trained again with the labelled drift rows: ${wordScores(report.accuracies.retrained)}`);
  tell(`The champion on the same rows: ${wordScores(report.accuracies.first)}`);
}

async function promoteRetrained({ client, tell }: DemoTools, report: DemoReport): Promise<void> {
  const { versions } = await client.registry.versions({ name: model });
  const newest = Math.max(...versions.map(({ version }) => version));
  await client.registry.promote({ name: model, version: newest, reason: 'Knows the drifted reviews' });
  report.champion.retrained = await championVersion(client);
  tell(`Promoted version ${report.champion.retrained}`);
}

/** The new champion on what made the old one fail, and on what it always did. */
async function predictAfter(tools: DemoTools, report: DemoReport): Promise<void> {
  for (const drift of [true, false])
    report.alerts.afterRetraining += (await predictBatch(tools, report, 'after', drift)).alerts;
}

async function rollBack({ client, tell }: DemoTools, report: DemoReport): Promise<void> {
  await client.registry.rollback({ name: model, reason: 'To show that it takes a moment' });
  report.champion.afterRollback = await championVersion(client);
  tell(`Rolled back to version ${report.champion.afterRollback}`);
}

/** One run of the predict pipeline; `alerts` counts those that this very batch made or kept open. */
async function predictBatch(
  { client, tell }: DemoTools,
  report: DemoReport,
  phase: string,
  drift: boolean,
): Promise<DemoBatch> {
  // The same rows at every demo: one clean batch in some hundreds would fire an alert by chance.
  await runPipeline(client, 'predict', { rows: batchRows, drift, seed: report.batches.length + 1 });
  const { batches } = await client.monitoring.batches({ model, maxResults: 1 });
  const [batch] = batches;
  if (batch === undefined) throw new Error('the pipeline "predict" ended well, but there is no batch');
  const told = batchToDemo(batch, phase);
  report.batches.push(told);
  tell(wordBatch(told));
  return told;
}

function batchToDemo(batch: Batch, phase: string): DemoBatch {
  const oov = batch.checks.find(({ signal }) => signal === 'oov_share');
  return {
    batchId: batch.batchId,
    phase,
    source: batch.source,
    version: batch.modelVersion,
    rows: batch.rows,
    oovShare: round(batch.oovShare ?? NaN, 4),
    meanConfidence: round(batch.meanConfidence ?? NaN, 4),
    oovLimit: oov?.upper == null ? null : round(oov.upper, 4),
    alerts: batch.checks.filter(({ verdict }) => verdict === 'alert').length,
  };
}

async function runPipeline(
  client: EngineClient,
  name: string,
  params: Record<string, unknown>,
): Promise<PipelineRun> {
  const { pipelineRunId } = await client.pipelines.run({ name, params });
  const run = await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 300_000 });
  if (run.state === 'success') return run;
  const failed = run.tasks.find(({ state }) => state === 'failed');
  const reason = failed?.attempts.at(-1)?.reason ?? run.reason ?? 'it says no reason';
  const needed = 'success';
  const remedy = `Read the log: stile task log ${pipelineRunId} ${failed?.taskId ?? ''}`.trim();
  throw new StileError(
    'INVALID_STATE',
    `The pipeline "${name}" ended as ${run.state} at ${failed?.taskId ?? 'no task'}: ${reason} ${remedy}`,
    { kind: 'pipeline_run', id: pipelineRunId, state: run.state, needed, remedy },
  );
}

async function championVersion(client: EngineClient): Promise<number> {
  const { champion } = await client.registry.get({ name: model });
  return champion?.version.version ?? 0;
}

/** The gate's outputs have the accuracies of both models by split. */
function readScores(run: PipelineRun, who: 'candidate' | 'champion'): Scores {
  const outputs = run.tasks.find(({ taskId }) => taskId === 'gate')?.attempts.at(-1)?.outputs ?? {};
  const scores = outputs[who];
  if (typeof scores !== 'object' || scores === null) return {};
  return Object.fromEntries(
    Object.entries(scores as Scores).map(([split, { accuracy, n }]) => [
      split,
      { accuracy: round(accuracy, 4), n },
    ]),
  );
}

function findProblems(report: DemoReport): string[] {
  const { alerts, champion, accuracies } = report;
  const gained =
    (accuracies.retrained['drift_heldout']?.accuracy ?? 0) -
    (accuracies.first['drift_heldout']?.accuracy ?? 0);
  const expectations: [boolean, string][] = [
    [alerts.clean === 0, `${alerts.clean} alerts fired on clean batches`],
    [alerts.drift > 0, 'no alert fired on the drifted batch'],
    [alerts.afterRetraining === 0, `${alerts.afterRetraining} alerts fired after the retraining`],
    [champion.retrained > champion.first, 'the retrained version did not become the champion'],
    [champion.afterRollback === champion.first, 'the roll back did not bring the first version back'],
    [gained > 0, 'the retrained model is no better on the drifted rows'],
  ];
  return expectations.filter(([holds]) => !holds).map(([, words]) => words);
}

function wordScores(scores: Scores): string {
  return Object.entries(scores)
    .map(([split, { accuracy, n }]) => `${split} accuracy ${accuracy.toFixed(3)} (n=${n})`)
    .join(', ');
}

function wordBatch({
  batchId,
  source,
  version,
  oovShare,
  oovLimit,
  meanConfidence,
  alerts,
}: DemoBatch): string {
  const limit = oovLimit === null ? '' : ` against ${oovLimit.toFixed(3)}`;
  const verdict =
    alerts === 0 ? 'no alert' : `${alerts} ${alerts === 1 ? 'signal' : 'signals'} over the limit`;
  return `Batch ${batchId} of ${source} by version ${version}: unknown words ${oovShare.toFixed(3)}${limit}, confidence ${meanConfidence.toFixed(3)}: ${verdict}`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
