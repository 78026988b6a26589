import { exchange, judgeAnswer } from './fuzz-exchange.ts';
import { makeFieldMakers } from './fuzz-fields.ts';
import { makeFuzzPool } from './fuzz-pool.ts';
import { makeFuzzRequest, type FuzzMaker, type FuzzRequest, type FuzzTarget } from './fuzz-requests.ts';
import { createRandom } from './random.ts';

export interface FuzzOptions {
  address: string;
  targets: readonly FuzzTarget[];
  requests: number;
  seed: number;
  /** texts that no answer may hold */
  secrets: readonly string[];
  say?: (sentence: string) => void;
}

export interface FuzzResult {
  requests: number;
  /** Requests that were answered wrongly, in words. */
  problems: string[];
  /** answers by status, 0 for none */
  statuses: Record<number, number>;
  /** of those that are proper HTTP, ms */
  slowest: number;
  slowestRequest: string;
  /** Addresses that were answered with success at least once. */
  reached: Set<string>;
}

/** How many requests share one set of things to aim at, and how many are under way at once. */
const poolLife = 200;
const lanes = 8;

/**
 * Sends made-up requests to every address in turn, several at once: the same for the same seed, but for the order in
 * which they arrive and the ids that the server gives out.
 */
export async function fuzzMlflow(options: FuzzOptions): Promise<FuzzResult> {
  const result: FuzzResult = {
    requests: 0,
    problems: [],
    statuses: {},
    slowest: 0,
    slowestRequest: '',
    reached: new Set(),
  };
  const random = createRandom(options.seed);
  for (let n = 0; n < options.requests; n += poolLife) {
    const pool = await makeFuzzPool(options.address, options.seed * 1e6 + n);
    const maker: FuzzMaker = { random, pool, fields: makeFieldMakers(pool) };
    const batch = Array.from({ length: Math.min(poolLife, options.requests - n) }, (_, index) =>
      makeFuzzRequest(maker, targetAt(options.targets, n + index)),
    );
    await Promise.all(Array.from({ length: lanes }, () => sendAll(options, batch, result)));
    if (n % 10_000 === 0) options.say?.(`${n} requests, ${result.problems.length} problems`);
  }
  return result;
}

function targetAt(targets: readonly FuzzTarget[], index: number): FuzzTarget {
  const target = targets[index % targets.length];
  if (target === undefined) throw new Error('there are no addresses');
  return target;
}

async function sendAll(options: FuzzOptions, batch: FuzzRequest[], result: FuzzResult): Promise<void> {
  for (let request = batch.pop(); request !== undefined; request = batch.pop()) {
    const answer = await exchange(options.address, request);
    result.requests++;
    result.statuses[answer.status] = (result.statuses[answer.status] ?? 0) + 1;
    if (answer.status >= 200 && answer.status < 300)
      result.reached.add(`${request.method} ${request.address}`);
    if (!request.isImproper && answer.ms > result.slowest) {
      Object.assign(result, { slowest: answer.ms, slowestRequest: show(request) });
    }
    const problem = judgeAnswer(request, answer, options.secrets);
    if (problem !== null) {
      result.problems.push(`${answer.status} ${problem}: ${show(request)} => ${answer.body.slice(0, 200)}`);
    }
  }
}

function show({ bytes }: FuzzRequest): string {
  return JSON.stringify(bytes.toString('latin1').slice(0, 900));
}
