import { describe, expect, it } from 'vitest';
import type { Span } from '#contract/tracing.ts';
import { buildSpanLines, foldable } from './span-lines.ts';

function makeSpan(spanId: string, parentId: string | null): Span {
  return {
    spanId,
    parentId,
    name: spanId,
    type: null,
    status: 'OK',
    statusMessage: '',
    startNs: '1',
    endNs: '2',
    attributes: {},
    events: [],
    links: [],
  };
}

function draw(spans: readonly Span[], collapsed: readonly string[] = []): string[] {
  return buildSpanLines(spans, new Set(collapsed)).map(
    ({ span, level, expanded }) =>
      `${'.'.repeat(level - 1)}${span.spanId}${expanded === null ? '' : expanded ? '-' : '+'}`,
  );
}

const family = [
  makeSpan('root', null),
  makeSpan('a', 'root'),
  makeSpan('b', 'root'),
  makeSpan('a1', 'a'),
  makeSpan('b1', 'b'),
];

describe('buildSpanLines', () => {
  it('stands what is inside below its parent, in the order of the spans', () => {
    expect(draw(family)).toEqual(['root-', '.a-', '..a1', '.b-', '..b1']);
  });

  it('leaves out what is inside of a collapsed span', () => {
    expect(draw(family, ['a'])).toEqual(['root-', '.a+', '.b-', '..b1']);
    expect(draw(family, ['root'])).toEqual(['root+']);
  });

  it('puts a span whose parent never arrived at the top', () => {
    expect(draw([makeSpan('lost', 'nowhere'), ...family.slice(0, 2)])).toEqual(['lost', 'root-', '.a']);
  });

  it('shows spans that name each other, or themselves, once each', () => {
    expect(draw([makeSpan('x', 'y'), makeSpan('y', 'x'), makeSpan('me', 'me')])).toEqual(['me', 'x-', '.y']);
  });

  it('stands ten thousand spans inside of each other', () => {
    const spans = Array.from({ length: 10_000 }, (_, index) =>
      makeSpan(String(index), index === 0 ? null : String(index - 1)),
    );
    expect(buildSpanLines(spans, new Set()).at(-1)).toMatchObject({ level: 10_000, parentId: '9998' });
  });
});

it('all that can be folded but the top', () => {
  expect(foldable(family)).toEqual(['a', 'b']);
});
