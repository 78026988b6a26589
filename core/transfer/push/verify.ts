import type { Run } from '#contract/entities.ts';
import type { TransferCounts, TransferRemark } from '#contract/transfer.ts';
import { getRun } from '#core/tracking/index.ts';
import { noCounts } from '../counts.ts';
import { toText } from '../import/cells.ts';
import { messageToPoint, readPoints, messageToRun } from '../import/server/runs.ts';
import { part, parts, type Message } from '../rest/messages.ts';
import { localFiles, sizesThere } from './files.ts';
import type { PushWork } from './push-context.ts';
import { getThere } from './runs.ts';

/**
 * Reads back every run that this push has sent: params, latest metrics, the number of points of each metric, the sizes
 * of its files. What differs is remarked.
 */
export async function verifyPush(work: PushWork): Promise<void> {
  const { job } = work;
  const counts = noCounts();
  job.tally.report.verified = counts;
  for (const { ours, theirs } of work.sent) {
    job.signal.throwIfAborted();
    const there = await getThere(work, theirs);
    if (there === null) differs(work, ours, 'run', 'It is not there any more.');
    else await verifyRun(work, ours, there, counts);
    job.progress('verifying');
  }
}

function differs({ job }: PushWork, what: string, kind: TransferRemark['kind'], detail: string): void {
  job.tally.remark({ kind, what, problem: 'differs', detail });
}

async function verifyRun(
  work: PushWork,
  ours: string,
  there: Message,
  counts: TransferCounts,
): Promise<void> {
  const run = getRun(work.job.ctx, ours);
  const data = part(there, 'data');
  const params = new Map(parts(data, 'params').map((each) => [toText(each['key']), toText(each['value'])]));
  for (const { key, value } of run.params) {
    const arrived = params.get(key);
    if (arrived === value) continue;
    const detail = arrived === undefined ? 'It is missing.' : `It is "${arrived.slice(0, 80)}" there.`;
    differs(work, `${ours} ${key}`, 'param', detail);
  }
  verifyLatest(work, run, data);
  counts.points += await verifyHistory(work, run, there);
  if (work.order.files !== false) await verifyFiles(work, run, there, counts);
  counts.runs++;
}

function verifyLatest(work: PushWork, run: Run, data: Message): void {
  const latest = new Map(parts(data, 'metrics').map((each) => [toText(each['key']), each]));
  for (const { key, value, step, timestamp } of run.metrics) {
    const message = latest.get(key);
    const point = message === undefined ? null : messageToPoint(key, message);
    const isSame = point?.value === value && point.step === step && point.timestamp === timestamp;
    if (isSame) continue;
    const shown = point === null ? 'missing' : `${point.value} at step ${point.step}`;
    differs(
      work,
      `${run.runId} ${key}`,
      'metric',
      `Its latest value is ${shown}, not ${value} at step ${step}.`,
    );
  }
}

async function verifyHistory(work: PushWork, run: Run, there: Message): Promise<number> {
  const counted = new Map<string, number>();
  for await (const points of readPoints(work.target.http, messageToRun(there))) {
    const key = points[0]?.key ?? '';
    counted.set(key, (counted.get(key) ?? 0) + points.length);
  }
  let verified = 0;
  for (const { key, count } of run.metrics) {
    const arrived = counted.get(key) ?? 0;
    if (arrived >= count) verified += count;
    else differs(work, `${run.runId} ${key}`, 'metric', `${arrived} of ${count} points are there.`);
  }
  return verified;
}

async function verifyFiles(work: PushWork, run: Run, there: Message, counts: TransferCounts): Promise<void> {
  const { run: foreign } = messageToRun(there);
  const { id, experimentId, artifactUri: uri } = foreign;
  // Where no file could be sent, none is missed: that is remarked already.
  if (!uri.startsWith('mlflow-artifacts:')) return;
  const sizes = await sizesThere(work, { kind: 'run', id, experimentId, uri });
  for await (const { path, size } of localFiles(work.job.ctx, { runId: run.runId })) {
    const arrived = sizes.get(path);
    if (arrived === size) {
      counts.files++;
      counts.bytes += size;
    } else {
      const shown =
        arrived === undefined || arrived === null
          ? 'It is missing.'
          : `It has ${arrived} bytes there, ${size} here.`;
      differs(work, `${run.runId} ${path}`, 'file', shown);
    }
  }
}
