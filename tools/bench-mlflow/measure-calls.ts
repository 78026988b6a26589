import { median } from './figures.ts';
import type { CallKind } from './calls.ts';
import type { RestAnswer } from './rest-client.ts';
import type { Subject } from './subject.ts';

/** The median of one call on every server, in the order of the subjects. */
export interface MeasuredCall {
  kind: CallKind;
  ms: number[];
  /** of the answer, of the first server and so on */
  bytes: number[];
}

/** How long one server is called before the next one has its turn, ms, and how often at most. */
const turnMs = 400;
const maxCalls = 300;
const warmUpCalls = 5;

/**
 * Measures a call on each server in turns, so that a noisy machine is noisy for all of them. The first calls of each do
 * not count.
 * @throws when an answer is not 200
 */
export async function measureCall(
  kind: CallKind,
  subjects: readonly Subject[],
  turns: number,
  afterTurn: (subject: Subject) => void = () => undefined,
): Promise<MeasuredCall> {
  const samples = subjects.map((): number[] => []);
  const bytes = subjects.map(() => 0);
  for (let turn = -1; turn < turns; turn++) {
    for (const [index, subject] of subjects.entries()) {
      const { times, last } = await takeTurn(kind, subject, turn < 0 ? warmUpCalls : maxCalls);
      if (turn >= 0) samples[index]?.push(...times);
      bytes[index] = last;
      afterTurn(subject);
    }
  }
  return { kind, ms: samples.map(median), bytes };
}

async function takeTurn(
  kind: CallKind,
  subject: Subject,
  atMost: number,
): Promise<{ times: number[]; last: number }> {
  const times: number[] = [];
  let last = 0;
  const start = performance.now();
  while (times.length < atMost && (times.length === 0 || performance.now() - start < turnMs)) {
    const { ms, body } = await call(kind, subject);
    times.push(ms);
    last = body.length;
  }
  return { times, last };
}

/** @throws when the answer is not 200 */
async function call(kind: CallKind, subject: Subject): Promise<RestAnswer> {
  const answer = await subject.client.send(kind.make(subject, subject.next()));
  if (answer.status === 200) return answer;
  const said = answer.body.toString('utf8').slice(0, 300);
  throw new Error(`${subject.server.name} answered ${answer.status} to ${kind.name}: ${said}`);
}
