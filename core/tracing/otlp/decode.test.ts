import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStileError } from '#core/kernel/errors.ts';
import {
  isList,
  isMap,
  storedToValue,
  valueToStored,
  type AttributeMap,
  type AttributeValue,
} from '../attribute-values.ts';
import type { SpanData } from '../span-data.ts';
import { decodeOtlpJson } from './decode-json.ts';
import { decodeOtlpRequest } from './decode-request.ts';
import { encodeOtlpRequest, makeSpan } from './testing.ts';

interface Fixture {
  name: string;
  protobuf: string;
  /** As text: parsing would lose the sign of -0. */
  json: string;
}

const fixtures = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures', 'requests.json'), 'utf8'),
) as Fixture[];

describe("requests that OpenTelemetry's own classes made", () => {
  it.each(fixtures)('mean the same as bytes and as JSON: $name', ({ protobuf, json }) => {
    const fromBytes = decodeOtlpRequest(Buffer.from(protobuf, 'base64'));
    expect(fromBytes).toEqual(decodeOtlpJson(Buffer.from(json)));
  });

  it('lose nothing that a span can say', () => {
    const { protobuf = '' } = fixtures.find(({ name }) => name.startsWith('everything')) ?? {};
    const [group] = decodeOtlpRequest(Buffer.from(protobuf, 'base64'));
    expect(group?.resource).toEqual(new Map([['service.name', 'app']]));
    const start = 1795636964759481066n;
    expect(group?.spans).toEqual([
      {
        traceId: '0102030405060708090a0b0c0d0e0f10',
        spanId: '0000000000000007',
        parentId: '0000000000000006',
        name: 'span 7',
        kind: 3,
        startNs: start + 7n,
        endNs: start + 1007n,
        status: 'ERROR',
        statusMessage: 'it failed: ö',
        traceState: 'a=1,b=2',
        flags: 257,
        attributes: new Map<string, AttributeValue>([
          ['text', 'åäö 日本 😀 \0 end'],
          [
            'integers',
            [0n, 1n, -1n, 127n, 128n, 2n ** 31n, -(2n ** 31n), 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)],
          ],
          ['doubles', [0, -0, 1, 0.1, -1.5e-300, 1.7976931348623157e308, Infinity, -Infinity, NaN]],
          ['bytes', Uint8Array.from([0, 255, 16])],
          ['nested', nested],
          ['none', null],
          ['', 'no name'],
          ['false', false],
        ]),
        events: [
          { name: 'exception', timeNs: start + 5n, attributes: new Map([['exception.message', 'bad']]) },
          { name: '', timeNs: start + 6n, attributes: new Map() },
        ],
        links: [
          {
            traceId: '100f0e0d0c0b0a090807060504030201',
            spanId: '0909090909090909',
            traceState: 'x=y',
            attributes: new Map([['k', 1n]]),
          },
        ],
      },
    ]);
  });
});

const nested: AttributeMap = new Map<string, AttributeValue>([
  [
    'a',
    new Map<string, AttributeValue>([
      ['b', [new Map([['c', [1n, 2, 'x', null, true]]])]],
      ['', new Map()],
    ]),
  ],
  ['list', [[], [[]]]],
  ['$bytes', 'no bytes'],
]);

const { value: anyValue } = fc.letrec<{ value: AttributeValue; map: AttributeMap }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 5 }),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc
    .array(
      fc.tuple(fc.oneof(fc.string(), fc.constantFrom('$bytes', '$double', '$$x', '__proto__')), tie('value')),
      {
        maxLength: 4,
      },
    )
    .map((items) => new Map(items)),
}));

describe('values of attributes', () => {
  it('come back from the database as they were, whatever they are', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(storedToValue(valueToStored(value))).toEqual(plainBytes(value));
      }),
      { numRuns: 1000, seed: 20261125 },
    );
  });

  it('come out of bytes as they went in', () => {
    fc.assert(
      fc.property(fc.string(), anyValue, (key, value) => {
        const spans = [makeSpan(1, { attributes: new Map([[key, value]]) })];
        expect(decodeOtlpRequest(encodeOtlpRequest([{ resource: new Map(), spans }]))[0]?.spans).toEqual(
          spans,
        );
      }),
      { numRuns: 500, seed: 20261125 },
    );
  });
});

/** Buffers are equal to plain arrays of bytes in what they hold, not in their class. */
function plainBytes(value: AttributeValue): AttributeValue {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (isList(value)) return value.map(plainBytes);
  if (isMap(value)) return new Map([...value].map(([key, item]) => [key, plainBytes(item)]));
  return value;
}

describe('what is no request', () => {
  it('is refused, whatever the bytes are', () => {
    const good = encodeOtlpRequest([{ resource: new Map(), spans: [makeSpan(1), makeSpan(2)] }]);
    const broken = fc
      .tuple(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 6 }))
      .map(([at, bytes]) => Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + bytes.length)]));
    fc.assert(
      fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        for (const decode of [decodeOtlpRequest, decodeOtlpJson])
          expectOwnError(() => decode(Buffer.from(bytes)));
      }),
      { numRuns: 3000, seed: 20261125 },
    );
  });

  it('is refused as JSON of any shape', () => {
    const part = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom({}, [], [{}], 'x', 1));
    const request = fc.oneof(
      fc.record({ resourceSpans: part }),
      fc.record({ resourceSpans: fc.array(fc.record({ resource: part, scopeSpans: part })) }),
      part.map((span) => ({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })),
      part.map((value) => ({
        resourceSpans: [
          {
            scopeSpans: [
              {
                spans: [
                  {
                    traceId: '0102030405060708090a0b0c0d0e0f10',
                    spanId: '0102030405060708',
                    attributes: [{ key: 'k', value }],
                    events: value,
                  },
                ],
              },
            ],
          },
        ],
      })),
    );
    fc.assert(
      fc.property(request, (json) => {
        expectOwnError(() => decodeOtlpJson(Buffer.from(JSON.stringify(json))));
      }),
      { numRuns: 1000, seed: 20261125 },
    );
  });

  const depth = 200_000;
  it.each<[string, Partial<SpanData>]>([
    ['a trace id of zeros', { traceId: '0'.repeat(32) }],
    ['a short trace id', { traceId: '01' }],
    ['no span id', { spanId: '' }],
    ['a long parent', { parentId: '01'.repeat(9) }],
    ['a time beyond 2262', { startNs: 2n ** 63n }],
    ['values a hundred deep', { attributes: new Map([['deep', nest(101)]]) }],
  ])('is refused: %s', (_, overrides) => {
    const spans = [makeSpan(1, overrides)];
    expect(() => decodeOtlpRequest(encodeOtlpRequest([{ resource: new Map(), spans }]))).toThrow(
      /body|id|time/,
    );
  });

  it('is refused as JSON that is deeper than any stack', () => {
    const text = `{"resourceSpans":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(() => decodeOtlpJson(Buffer.from(text))).toThrow(/body/);
  });
});

function nest(levels: number): AttributeValue {
  return levels === 0 ? 'x' : [nest(levels - 1)];
}

function expectOwnError(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!isStileError(error) || error.code !== 'INVALID_ARGUMENT') throw error;
  }
}
