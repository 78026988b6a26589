import type { Assessment, Span, Trace } from '#contract/tracing.ts';
import type { CommandResult } from './command-result.ts';
import { toOneLine, type Column } from './table.ts';
import { pairLines } from './text-blocks.ts';
import { wordDuration, wordTime } from './words.ts';

const maxPreview = 40;

/** What a list of traces shows; on a terminal long requests are cut, so that lines do not wrap. */
export function traceColumns(isTerminal: boolean): Column<Trace>[] {
  return [
    { title: 'TRACE', cell: ({ traceId }) => traceId },
    { title: 'NAME', cell: ({ name }) => toOneLine(name ?? '') },
    { title: 'STATE', cell: ({ state }) => state },
    { title: 'STARTED', cell: ({ startedAt }) => wordTime(startedAt) },
    {
      title: 'DURATION',
      cell: ({ durationMs }) => (durationMs === null ? '' : wordDuration(durationMs)),
      right: true,
    },
    { title: 'SPANS', cell: ({ spanCount }) => String(spanCount), right: true },
    { title: 'REQUEST', cell: ({ requestPreview }) => cut(toOneLine(requestPreview ?? ''), isTerminal) },
  ];
}

function cut(text: string, isTerminal: boolean): string {
  return isTerminal && text.length > maxPreview ? `${text.slice(0, maxPreview - 3)}...` : text;
}

/** One trace with its spans as a tree. */
export function traceResult(trace: Trace & { spans: Span[] }, withAttributes: boolean): CommandResult {
  return { json: trace, text: () => describeTrace(trace, withAttributes) };
}

function describeTrace(trace: Trace & { spans: Span[] }, withAttributes: boolean): string {
  const facts: [string, string][] = [
    ['Trace', toOneLine(trace.name ?? '')],
    ['Id', trace.traceId],
    ['Experiment', trace.experimentId],
    ['State', trace.state],
    ['Started', wordTime(trace.startedAt)],
    ['Duration', trace.durationMs === null ? '' : wordDuration(trace.durationMs)],
    ['Run', [trace.sourceRunId ?? [], trace.linkedRunIds].flat().join(', ')],
    ['Client request', toOneLine(trace.clientRequestId ?? '')],
    ['Request', toOneLine(trace.requestPreview ?? '')],
    ['Response', toOneLine(trace.responsePreview ?? '')],
  ];
  return [
    pairLines(facts),
    trace.spans.length === 0 ? '' : `\nSpans\n${drawSpans(trace.spans, withAttributes)}`,
    section(
      'Assessments',
      trace.assessments
        .filter(({ isValid }) => isValid)
        .map((item) => [toOneLine(item.name), wordAssessment(item)]),
    ),
    section('Tags', trace.tags.map(toPair)),
    section('Metadata', trace.metadata.map(toPair)),
  ].join('');
}

/** Each span below its parent; one whose parent is not there stands at the top. */
export function drawSpans(spans: readonly Span[], withAttributes: boolean): string {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(spans, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  );
  const drawn = new Set<string>();
  const lines: string[] = [];
  // Parents that go in a circle have no top: any of them is one then.
  for (const top of [...(children.get(null) ?? []), ...spans]) {
    const stack = [{ span: top, lead: '  ', indent: '  ' }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { span, lead, indent } = next;
      if (drawn.has(span.spanId)) continue;
      drawn.add(span.spanId);
      lines.push(lead + describeSpan(span));
      if (withAttributes) lines.push(...describeAttributes(span).map((line) => `${indent}   ${line}`));
      const below = (children.get(span.spanId) ?? []).map((child, index, all) => {
        const isLast = index === all.length - 1;
        return {
          span: child,
          lead: `${indent}${isLast ? '└─ ' : '├─ '}`,
          indent: `${indent}${isLast ? '   ' : '│  '}`,
        };
      });
      stack.push(...below.reverse());
    }
  }
  return `${lines.join('\n')}\n`;
}

function describeSpan(span: Span): string {
  const type = span.type === null || span.type === 'UNKNOWN' ? '' : ` [${toOneLine(span.type)}]`;
  const time = span.endNs === null ? 'goes on' : wordNanoseconds(BigInt(span.endNs) - BigInt(span.startNs));
  const message = span.statusMessage === '' ? '' : `: ${toOneLine(span.statusMessage)}`;
  return `${toOneLine(span.name)}${type}  ${time}${span.status === 'ERROR' ? `  ERROR${message}` : ''}`;
}

function describeAttributes({ attributes }: Span): string[] {
  return Object.entries(attributes)
    .filter(([key]) => key !== 'mlflow.traceRequestId' && key !== 'mlflow.spanType')
    .map(([key, value]) => `${toOneLine(key)}: ${toOneLine(asText(value))}`);
}

/** `0.35 ms`, and from a second on as other durations. */
function wordNanoseconds(ns: bigint): string {
  const ms = Number(ns) / 1e6;
  return ms < 100 ? `${ms.toFixed(2)} ms` : wordDuration(ms);
}

function wordAssessment({ kind, value, error, rationale, source }: Assessment): string {
  const said = error === null ? asText(value) : `failed: ${error.message}`;
  const who = source.id === '' ? source.type : `${source.type} ${source.id}`;
  return toOneLine(`${said} (${kind} by ${who})${rationale === null ? '' : `: ${rationale}`}`);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toPair({ key, value }: { key: string; value: string }): [string, string] {
  return [toOneLine(key), toOneLine(value)];
}

function section(title: string, pairs: readonly [string, string][]): string {
  return pairs.length === 0 ? '' : `\n${title}\n${pairLines(pairs).replace(/^(?=.)/gm, '  ')}`;
}
