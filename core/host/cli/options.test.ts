import { describe, expect, it } from 'vitest';
import { parseMetric, parseWhole, readPages, splitPair } from './options.ts';

describe('what is typed', () => {
  it.each([
    ['a=1', 1],
    ['a=-0.5', -0.5],
    ['a=+.5e-3', 0.0005],
    ['a=1e3', 1000],
    ['a=NaN', 'NaN'],
    ['a=nan', 'NaN'],
    ['a=inf', 'Infinity'],
    ['a=+Infinity', 'Infinity'],
    ['a=-inf', '-Infinity'],
  ])('metric %s is %s', (text, value) => {
    expect(parseMetric(text)).toEqual({ key: 'a', value });
  });

  it.each(['a', 'a=', 'a=x', 'a=1x', 'a=0x10', 'a=1,5', '=1', 'a= 1', 'a=1e999', 'a=-1e999'])(
    'metric %s is refused',
    (text) => {
      expect(() => parseMetric(text)).toThrow(/Write for example/);
    },
  );

  it('keeps further equals signs in the value of a pair', () => {
    expect(splitPair('query=a=b')).toEqual({ key: 'query', value: 'a=b' });
    expect(splitPair('empty=')).toEqual({ key: 'empty', value: '' });
  });

  it.each(['', '1.5', 'x', '1e3', ' 1', '9999999999999999'])('whole number "%s" is refused', (text) => {
    expect(() => parseWhole(text)).toThrow('Give a whole number.');
  });
});

describe('readPages', () => {
  const pages = [
    { items: [1, 2], nextPageToken: 'b' },
    { items: [3], nextPageToken: null },
  ];
  const asked: object[] = [];
  const fetch = async (page: { pageToken?: string }) => {
    asked.push(page);
    return pages[page.pageToken === 'b' ? 1 : 0] ?? { items: [], nextPageToken: null };
  };

  it('reads one page and hands its token on', async () => {
    expect(await readPages({}, fetch, ({ items }) => items)).toEqual({ items: [1, 2], nextPageToken: 'b' });
  });

  it('reads every page with --all, from where it was told to start', async () => {
    asked.length = 0;
    expect(await readPages({ all: true }, fetch, ({ items }) => items)).toEqual({
      items: [1, 2, 3],
      nextPageToken: null,
    });
    expect(asked).toEqual([{ maxResults: 1000 }, { maxResults: 1000, pageToken: 'b' }]);
    const rest = await readPages({ all: true, pageToken: 'b', maxResults: 7 }, fetch, ({ items }) => items);
    expect(rest.items).toEqual([3]);
  });
});
