import type { Tag } from '#contract/entities.ts';
import type { TraceState } from '#contract/tracing.ts';
import { parseJson } from '#core/kernel/json.ts';
import { valueToText, type AttributeMap } from './attribute-values.ts';
import type { SpanData } from './span-data.ts';
import { cut, traceKeys } from './trace-texts.ts';

/** What the spans of one call say of their trace. */
export interface SpanSummary {
  /** ms since 1970 UTC */
  startedAt: number;
  /** ms since 1970 UTC; null when no span has ended */
  endedAt: number | null;
  /** Null unless the root is among them. */
  root: {
    name: string;
    state: TraceState;
    requestPreview: string | null;
    responsePreview: string | null;
    /** What the client wants as tags of the trace. */
    tags: Tag[];
  } | null;
  session: string | null;
  user: string | null;
}

/** As long as previews that MLflow's clients make. */
const maxPreview = 1000;
const tagPrefix = 'mlflow.traceTag.';

/** @param spans of one trace, at least one */
export function summarizeSpans(spans: readonly SpanData[]): SpanSummary {
  const ends = spans.map(({ endNs }) => endNs).filter((end) => end !== null);
  const root = spans.find(({ parentId }) => parentId === null);
  return {
    startedAt: Math.min(...spans.map(({ startNs }) => toMs(startNs))),
    endedAt: ends.length === 0 ? null : Math.max(...ends.map(toMs)),
    root: root === undefined ? null : summarizeRoot(root),
    session: firstText(spans, ['session.id', 'gen_ai.conversation.id']),
    user: firstText(spans, ['user.id']),
  };
}

function summarizeRoot(root: SpanData): SpanSummary['root'] {
  const tags = [...root.attributes.keys()]
    .filter((key) => key.startsWith(tagPrefix) && key.length > tagPrefix.length)
    .map((key) => ({ key: key.slice(tagPrefix.length), value: attributeText(root.attributes, key) ?? '' }));
  return {
    name: root.name,
    state: rootState(root),
    requestPreview: preview(root, 'mlflow.spanInputs'),
    responsePreview: preview(root, 'mlflow.spanOutputs'),
    tags,
  };
}

/** A root that has ended without a word has worked. */
function rootState({ status, endNs }: SpanData): TraceState {
  if (status === 'ERROR') return 'ERROR';
  return endNs === null ? 'IN_PROGRESS' : 'OK';
}

function preview({ attributes }: SpanData, key: string): string | null {
  const value = attributes.get(key);
  if (value === undefined || value === null) return null;
  const text = valueToText(value);
  return text.length <= maxPreview ? text : `${cut(text, maxPreview - 3)}...`;
}

function firstText(spans: readonly SpanData[], keys: readonly string[]): string | null {
  for (const { attributes } of spans) {
    for (const key of keys) {
      const text = attributeText(attributes, key);
      if (text !== null && text !== '') return text;
    }
  }
  return null;
}

/** An attribute as a text; clients of MLflow that export through OpenTelemetry write texts as JSON. */
export function attributeText(attributes: AttributeMap, key: string): string | null {
  const value = attributes.get(key);
  if (value === undefined || value === null) return null;
  const text = valueToText(value);
  if (!text.startsWith('"')) return text;
  const inner = parseJson(text);
  return typeof inner === 'string' ? inner : text;
}

/** Tags that say where the spans are from. */
export function resourceTags(resource: AttributeMap): Tag[] {
  return [...resource]
    .filter(([key]) => key !== '' && !key.startsWith('telemetry.sdk.') && !key.startsWith('mlflow.'))
    .map(([key, value]) => ({ key, value: valueToText(value) }));
}

/** Metadata of the trace that its spans know. */
export function summaryMetadata({ session, user }: SpanSummary): Tag[] {
  return [
    ...(session === null ? [] : [{ key: traceKeys.session, value: session }]),
    ...(user === null ? [] : [{ key: traceKeys.user, value: user }]),
  ];
}

function toMs(ns: bigint): number {
  return Number(ns / 1_000_000n);
}
