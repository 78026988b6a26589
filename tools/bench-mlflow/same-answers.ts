import { isDeepStrictEqual } from 'node:util';
import { api } from './seed-stile.ts';
import { callKinds, type CallKind } from './calls.ts';
import type { BenchSize } from './options.ts';
import type { Subject } from './subject.ts';

/**
 * Makes sure that all servers hold the same and say the same, apart from ids: a wrong answer would be a fast one.
 * @throws when they differ
 */
export async function checkSameAnswers(subjects: readonly Subject[], size: BenchSize): Promise<void> {
  for (const subject of subjects) await checkCount(subject, size.runs);
  const [first, ...others] = subjects;
  if (first === undefined) return;
  for (const kind of callKinds.filter(({ writes }) => !writes)) {
    const expected = await comparable(kind, first);
    for (const other of others) {
      const answer = await comparable(kind, other);
      if (!isDeepStrictEqual(answer, expected))
        throw new Error(
          `${other.server.name} and ${first.server.name} answer differently to ${kind.name}:\n${firstDifference(answer, expected)}`,
        );
    }
  }
}

async function checkCount({ server, client, runs }: Subject, expected: number): Promise<void> {
  const body = { experiment_ids: [runs], max_results: 50_000 };
  const answer = await client.read({ method: 'POST', path: api('runs/search'), body });
  const { length } = (answer as { runs: unknown[] }).runs;
  if (length !== expected)
    throw new Error(`${server.name} has ${length} seeded runs instead of ${expected}.`);
}

interface Answer {
  run?: AnswerRun;
  runs?: AnswerRun[];
  metrics?: AnswerPoint[];
}

interface AnswerRun {
  info: { run_name: string; start_time: number; end_time: number; status: string };
  data: { metrics?: AnswerPoint[]; params?: { key: string }[]; tags?: { key: string }[] };
}

interface AnswerPoint {
  key: string;
  value: number;
  step: number;
  timestamp: number;
  run_id?: string;
}

/** What an answer says beside ids and their order inside of a run. */
async function comparable(kind: CallKind, subject: Subject): Promise<object> {
  const answer = (await subject.client.read(kind.make(subject, 0))) as Answer;
  const { run, runs = [], metrics = [] } = answer;
  if (kind.name === 'runs/get') return { found: run !== undefined };
  const names = new Map(subject.historyRunIds.map((id, index) => [id, index]));
  return {
    runs: runs.map(({ info, data }) => ({
      info: [info.run_name, info.start_time, info.end_time, info.status],
      metrics: sorted(data.metrics).map(({ key, value, step, timestamp }) => [key, value, step, timestamp]),
      params: sorted(data.params),
      tags: sorted(data.tags),
    })),
    points: endsOfRuns(
      metrics
        .map(({ run_id, value, step, timestamp }) => [names.get(run_id ?? '') ?? -1, step, timestamp, value])
        .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)),
    ),
  };
}

/**
 * The first and the last point of each run, with how many hundreds there are: which points lie between is each version's
 * own choice since MLflow samples rows instead of steps.
 */
function endsOfRuns(points: readonly number[][]): unknown[] {
  const runs = Map.groupBy(points, ([run]) => run);
  return [...runs.values()].map((own) => [own.at(0), own.at(-1), Math.round(own.length / 100)]);
}

/** Where two texts part, with a little around it. */
function firstDifference(a: object, b: object): string {
  const [one, two] = [JSON.stringify(a), JSON.stringify(b)];
  const at = Array.from(one).findIndex((character, index) => character !== two[index]);
  const around = (text: string): string => text.slice(Math.max(at - 200, 0), at + 200);
  return `${around(one)}\nand\n${around(two)}`;
}

function sorted<T extends { key: string }>(items: readonly T[] = []): T[] {
  return items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
