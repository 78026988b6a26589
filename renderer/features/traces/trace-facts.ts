import type { Span, Trace, TraceState } from '#contract/tracing.ts';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';

export const shapeByState: Readonly<Record<TraceState, GlyphShape>> = {
  OK: 'finished',
  ERROR: 'failed',
  IN_PROGRESS: 'running',
  STATE_UNSPECIFIED: 'queued',
};

/** A span has no state of its own while it goes on: its missing end says so. */
export function stateOfSpan({ status, endNs }: Pick<Span, 'status' | 'endNs'>): TraceState {
  if (status === 'ERROR') return 'ERROR';
  return endNs === null ? 'IN_PROGRESS' : 'OK';
}

export type TokenUsage = {
  readonly input: number | null;
  readonly output: number | null;
  readonly total: number;
};

/** What MLflow's clients, or the engine in their stead, have summed up; null when nothing was counted. */
export function tokensOfTrace({ metadata }: Pick<Trace, 'metadata'>): TokenUsage | null {
  return readTokens(parse(metadata.find(({ key }) => key === 'mlflow.trace.tokenUsage')?.value));
}

export function tokensOfSpan({ attributes }: Pick<Span, 'attributes'>): TokenUsage | null {
  return readTokens(unfold(attributes['mlflow.chat.tokenUsage']));
}

function readTokens(usage: unknown): TokenUsage | null {
  const read = (name: string): number | null => {
    const value = fieldOf(usage, name);
    return typeof value === 'number' ? value : null;
  };
  const [input, output] = [read('input_tokens'), read('output_tokens')];
  const total =
    read('total_tokens') ?? (input === null && output === null ? null : (input ?? 0) + (output ?? 0));
  return total === null ? null : { input, output, total };
}

/**
 * A preview in one line, as a person reads it: of a JSON text without its quotes, of an object its values, of messages
 * the last. Anything else, such as JSON that was cut, is as it came.
 */
export function readPreview(preview: string | null): string {
  if (preview === null) return '';
  const value = parse(preview);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return preview;
  const [last] = messagesOf(value).slice(-1);
  if (last !== undefined) return last.content;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  const [only] = entries;
  if (entries.length === 1 && typeof only?.[1] === 'string') return only[1];
  return entries
    .map(([key, item]) => `${key}: ${typeof item === 'string' ? item : JSON.stringify(item)}`)
    .join(', ');
}

/** What one said in a conversation with a language model. */
export type Message = { readonly role: string; readonly content: string };

/** The messages of a request or an answer in the form that most providers share; none when it is something else. */
export function messagesOf(value: unknown): readonly Message[] {
  const messages: readonly unknown[] = [
    ...listOf(value, 'messages'),
    ...listOf(value, 'choices').map((choice) => fieldOf(choice, 'message')),
  ];
  const read = messages.flatMap((message) => readMessage(message) ?? []);
  return read.length === messages.length ? read : [];
}

function readMessage(message: unknown): Message | null {
  const [role, content] = [fieldOf(message, 'role'), textOf(fieldOf(message, 'content'))];
  return typeof role === 'string' && content !== null ? { role, content } : null;
}

/** A text, or the texts of its parts; null when there is more than text in it. */
function textOf(content: unknown): string | null {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content) || content.length === 0) return null;
  const parts = content.map((part) => fieldOf(part, 'text'));
  return parts.every((part) => typeof part === 'string') ? parts.join('\n') : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (Reflect.get(value, name) as unknown)
    : undefined;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

/**
 * A value as it was before an exporter made a text of it: those of OpenTelemetry know no objects, and clients write them
 * as JSON. A text that is none stays as it is.
 */
export function unfold(value: unknown): unknown {
  return typeof value === 'string' && /^\s*["[{]/.test(value) ? (parse(value) ?? value) : value;
}

/** Undefined for what is no JSON, such as a preview that was cut. Integers that a number would round stay texts. */
function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text, keepDigits) as unknown);
  } catch {
    return undefined;
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;
}

export function metadataOf({ metadata }: Pick<Trace, 'metadata'>, key: string): string | undefined {
  const value = metadata.find((entry) => entry.key === key)?.value;
  return value === '' ? undefined : value;
}
