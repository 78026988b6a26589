import { describe, expect, it } from 'vitest';
import { decodeOtlpJson } from './decode-json.ts';
import { decodeOtlpRequest } from './decode-request.ts';
import { maxSpans, maxValues } from './request-size.ts';
import { encodeOtlpRequest, makeSpan } from './testing.ts';

const tooManySpans = /more than 25000 spans.*Send smaller batches/;
const tooManyValues = /more than 500000 values.*Send smaller batches/;

/** A span in which one field without content comes again and again: two bytes each. */
function spanOf(field: number, times: number): Buffer {
  const rest = Buffer.alloc(2 * times).fill(Buffer.from([field * 8 + 2, 0]));
  return wrap(Buffer.concat([plainFields(), rest]));
}

/** The fields of a span, without what they lie in. */
function plainFields(): Buffer {
  const plain = encodeOtlpRequest([{ resource: new Map(), spans: [makeSpan(1)] }]);
  return plain.subarray(plain.indexOf(Buffer.from(makeSpan(1).traceId, 'hex')) - 2);
}

function wrap(span: Buffer): Buffer {
  return [2, 2, 1].reduce((content, field) => Buffer.concat([head(field, content.length), content]), span);
}

function head(field: number, length: number): Buffer {
  const bytes = [field * 8 + 2];
  for (let left = length; ; left = Math.floor(left / 128)) {
    bytes.push(left < 128 ? left : (left % 128) | 128);
    if (left < 128) return Buffer.from(bytes);
  }
}

function jsonOf(spans: string): Buffer {
  return Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[${spans}]}]}]}`);
}

const plainSpan = '{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708"}';

describe('a request with more than one may have', () => {
  it.each([
    ['attributes', 9],
    ['events', 11],
    ['links', 13],
  ])('is refused while its bytes are read: %s', (_, field) => {
    expect(() => decodeOtlpRequest(spanOf(field, 8_000_000))).toThrow(tooManyValues);
    expect(decodeOtlpRequest(spanOf(field, 1000))[0]?.spans).toHaveLength(1);
  });

  it('is refused for its spans, as bytes and as JSON', () => {
    const spans = Array.from({ length: maxSpans + 1 }, (_, index) => makeSpan(index + 1));
    const most = { resource: new Map(), spans: spans.slice(1) };
    expect(decodeOtlpRequest(encodeOtlpRequest([most]))[0]?.spans).toHaveLength(maxSpans);
    expect(() => decodeOtlpRequest(encodeOtlpRequest([{ resource: new Map(), spans }]))).toThrow(
      tooManySpans,
    );
    const json = (count: number): Buffer => jsonOf(Array.from({ length: count }, () => plainSpan).join());
    expect(decodeOtlpJson(json(maxSpans))[0]?.spans).toHaveLength(maxSpans);
    expect(() => decodeOtlpJson(json(maxSpans + 1))).toThrow(tooManySpans);
  });

  // Parsed first, these would take some gigabytes and end the engine.
  it.each(['0,', '[],', '{},', '"",', '"\\\\",'])('is refused before its JSON is parsed: %s', (item) => {
    const body = Buffer.from(`{"resourceSpans":[${item.repeat(60_000_000 / item.length)}0]}`);
    const start = performance.now();
    expect(() => decodeOtlpJson(body)).toThrow(tooManyValues);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is not one with long texts, whatever stands in them', () => {
    const text = '\\"[{,\\\\'.repeat(maxValues);
    const body = jsonOf(plainSpan.replace('}', `,"name":"${text}"}`));
    expect(decodeOtlpJson(body)[0]?.spans[0]?.name).toBe('"[{,\\'.repeat(maxValues));
  });
});

describe('a span that comes twice in a request', () => {
  it('is read twice, as bytes that are no UTF-8 are read', () => {
    const name = 'n\xff\xfe\xc0\x80';
    const body = encodeOtlpRequest([{ resource: new Map(), spans: [makeSpan(1), makeSpan(1, { name })] }]);
    const broken = Buffer.from(body.toString('latin1').replaceAll('\xc3\xbf', '\xff\xff'), 'latin1');
    expect(decodeOtlpRequest(body)[0]?.spans.map(({ spanId }) => spanId)).toHaveLength(2);
    expect(decodeOtlpRequest(broken)[0]?.spans[1]?.name).toContain('\ufffd\ufffd');
  });
});
