import { describe, expect, it } from 'vitest';
import type { Span } from '#contract/tracing.ts';
import { drawSpans } from './trace-text.ts';

function makeSpan(spanId: string, parentId: string | null, overrides: Partial<Span> = {}): Span {
  return {
    spanId,
    parentId,
    name: `span ${spanId}`,
    type: null,
    status: 'OK',
    statusMessage: '',
    startNs: '1795636964759481066',
    endNs: '1795636964759831066',
    attributes: {},
    events: [],
    links: [],
    ...overrides,
  };
}

describe('the tree of spans', () => {
  it('has each span below its parent, with what went wrong', () => {
    const spans = [
      makeSpan('1', null, { type: 'CHAIN' }),
      makeSpan('2', '1', { endNs: '1795636974759481066', status: 'ERROR', statusMessage: 'no\nmore' }),
      makeSpan('3', '2', { endNs: null }),
      makeSpan('4', '1', { type: 'UNKNOWN' }),
      makeSpan('5', 'elsewhere'),
    ];
    expect(drawSpans(spans, false)).toBe(
      [
        '  span 1 [CHAIN]  0.35 ms',
        '  ├─ span 2  10.0 s  ERROR: no more',
        '  │  └─ span 3  goes on',
        '  └─ span 4  0.35 ms',
        '  span 5  0.35 ms',
        '',
      ].join('\n'),
    );
  });

  it('shows attributes where they are asked for, on a line each', () => {
    const attributes = {
      'mlflow.spanInputs': { q: 'a\u001b[31m' },
      'mlflow.spanType': 'LLM',
      model: 'small',
    };
    const spans = [makeSpan('1', null), makeSpan('2', '1', { attributes })];
    expect(drawSpans(spans, true)).toBe(
      [
        '  span 1  0.35 ms',
        '  └─ span 2  0.35 ms',
        '        mlflow.spanInputs: {"q":"a\\u001b[31m"}',
        '        model: small',
        '',
      ].join('\n'),
    );
  });

  it('ends when parents go in a circle, and takes a chain of any length', () => {
    const circle = [makeSpan('1', '2'), makeSpan('2', '1'), makeSpan('3', '3')];
    expect(drawSpans(circle, false).trimEnd().split('\n')).toHaveLength(3);
    const chain = Array.from({ length: 2000 }, (_, i) => makeSpan(String(i), i === 0 ? null : String(i - 1)));
    expect(drawSpans(chain, false).trimEnd().split('\n')).toHaveLength(2000);
  });
});
