import type { EngineClient } from '#contract/procedures.ts';

export type SeedSpan = {
  readonly name: string;
  /** The place in the list of the span that it is inside of; left out, it is the root. */
  readonly parent?: number;
  /** When it began and ended, in ms after the trace began. */
  readonly at: readonly [number, number];
  readonly type?: string;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** The exception that ended it. */
  readonly error?: { readonly type: string; readonly message: string };
};

const startNs = 1_795_636_964_759_481_067n;
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

export const traceIdOf = (number: number): string => `tr-${hex(number, 32)}`;
export const spanIdOf = (index: number): string => hex(index + 1, 16);

/** Sends one trace as exporters of OpenTelemetry do, later by a second than that with the number before. */
export async function sendTrace(
  client: EngineClient,
  experimentId: string,
  number: number,
  spans: readonly SeedSpan[],
  runId?: string,
): Promise<string> {
  const { trackingUri } = await client.system.info({});
  const began = startNs + BigInt(number) * 1_000_000_000n;
  const body = { resourceSpans: [{ scopeSpans: [{ spans: spans.map(toOtlp(number, began)) }] }] };
  const answer = await fetch(`${trackingUri ?? ''}/v1/traces`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-mlflow-experiment-id': experimentId,
      ...(runId === undefined ? {} : { 'x-mlflow-run-id': runId }),
    },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`trace ${String(number)} was refused: ${await answer.text()}`);
  return traceIdOf(number);
}

function toOtlp(number: number, began: bigint) {
  const timeOf = (ms: number): string => String(began + BigInt(Math.round(ms * 1_000_000)));
  return (span: SeedSpan, index: number): object => ({
    traceId: hex(number, 32),
    spanId: spanIdOf(index),
    ...(span.parent === undefined ? {} : { parentSpanId: spanIdOf(span.parent) }),
    name: span.name,
    startTimeUnixNano: timeOf(span.at[0]),
    endTimeUnixNano: timeOf(span.at[1]),
    status: span.error === undefined ? { code: 1 } : { code: 2, message: wordError(span.error) },
    attributes: Object.entries({
      'mlflow.spanType': span.type,
      'mlflow.spanInputs': span.inputs,
      'mlflow.spanOutputs': span.outputs,
      ...span.attributes,
    }).flatMap(([key, value]) => toAttribute(key, value)),
    events: span.error === undefined ? [] : [exceptionOf(span.error, timeOf(span.at[1]))],
  });
}

/** MLflow's clients write every value as JSON. */
function toAttribute(key: string, value: unknown): object[] {
  return value === undefined ? [] : [{ key, value: { stringValue: JSON.stringify(value) } }];
}

type SeedError = NonNullable<SeedSpan['error']>;

function exceptionOf({ type, message }: SeedError, timeUnixNano: string): object {
  const texts = {
    'exception.type': type,
    'exception.message': message,
    'exception.stacktrace': `Traceback (most recent call last):\n  File "shop.py", line 16, in look_up\n${type}: ${message}`,
  };
  const attributes = Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  return { name: 'exception', timeUnixNano, attributes };
}

function wordError({ type, message }: SeedError): string {
  return `${type}: ${message}`;
}

/** An agent that searches and asks a language model. */
export const answered: readonly SeedSpan[] = [
  {
    name: 'answer',
    at: [0, 400],
    type: 'AGENT',
    inputs: { question: 'How do I reset my password?' },
    outputs: 'Open Settings.\nChoose Security.',
  },
  { name: 'search', parent: 0, at: [0, 100], type: 'RETRIEVER', inputs: { query: 'password', k: 3 } },
  {
    name: 'chat',
    parent: 0,
    at: [100, 400],
    type: 'CHAT_MODEL',
    inputs: { messages: [{ role: 'user', content: 'How do I reset my password?' }] },
    outputs: { choices: [{ message: { role: 'assistant', content: 'Open Settings.' } }] },
    attributes: { 'mlflow.chat.tokenUsage': { input_tokens: 700, output_tokens: 300, total_tokens: 1000 } },
  },
];

/** The same agent when a tool of it fails. */
export const failed: readonly SeedSpan[] = [
  {
    name: 'refund',
    at: [0, 60],
    type: 'AGENT',
    inputs: { order: 'A-404', reason: 'late' },
    error: { type: 'KeyError', message: 'no order A-404' },
  },
  { name: 'plan', parent: 0, at: [0, 20], type: 'CHAIN' },
  {
    name: 'look_up',
    parent: 0,
    at: [20, 60],
    type: 'TOOL',
    inputs: { order: 'A-404' },
    error: { type: 'KeyError', message: 'no order A-404' },
  },
];

/** One span with 999 inside, in groups of ten. */
export function manySpans(): readonly SeedSpan[] {
  return Array.from({ length: 1000 }, (_, index): SeedSpan => {
    if (index === 0) return { name: 'crawl', at: [0, 1000], type: 'CHAIN' };
    const group = index - ((index - 1) % 10);
    const at = [index - 1, group === index ? index + 9 : index] as const;
    return group === index
      ? { name: `site ${String(index)}`, parent: 0, at }
      : { name: `page ${String(index)}`, parent: group, at, type: 'TOOL' };
  });
}
