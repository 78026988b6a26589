import { describe, expect, it } from 'vitest';
import { encodeList, mapEach } from './list-reply.ts';

const textOf = (...args: Parameters<typeof encodeList>): string => encodeList(...args).toString('utf8');

describe('a long list as an answer', () => {
  it.each([
    { items: [], rest: {}, isToldEmpty: false },
    { items: [], rest: { token: 'x' }, isToldEmpty: true },
    { items: [{ a: 1 }], rest: {}, isToldEmpty: false },
    { items: [{ a: 1 }, { b: ['ü', '\u2028', '"'], c: undefined }], rest: { token: 'x', none: undefined } },
    { items: [{ a: JSON.rawJSON('9223372036854775807') }], rest: { none: undefined }, isToldEmpty: true },
  ])('is what JSON.stringify makes of the whole ($items)', ({ items, rest, isToldEmpty }) => {
    const list = items.length === 0 && isToldEmpty !== true ? undefined : items;
    expect(textOf({ name: 'runs', items, rest, isToldEmpty })).toBe(JSON.stringify({ runs: list, ...rest }));
  });

  it('comes whole when it is longer than a piece', () => {
    const items = Array.from({ length: 5000 }, (_, n) => ({ n, text: 'ä'.repeat(n % 90) }));
    expect(textOf({ name: 'runs', items })).toBe(JSON.stringify({ runs: items }));
  });

  it('takes its items one by one', () => {
    const log: string[] = [];
    const items = mapEach(['a', 'b'], (name) => {
      log.push(name);
      return { name, toJSON: () => void log.push(`${name} written`) };
    });
    encodeList({ name: 'runs', items });
    expect(log).toEqual(['a', 'a written', 'b', 'b written']);
  });
});
