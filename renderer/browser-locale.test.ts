import { expect, it } from 'vitest';
import { mendBrowserLocale, toLocaleTag } from './browser-locale.ts';

it.each([
  ['en-US', 'en-US'],
  ['sv', 'sv'],
  ['zh-Hant-TW', 'zh-Hant-TW'],
  ['en-US@posix', 'en-US'],
  ['sv_SE.UTF-8', 'sv-SE'],
  ['en-US-u-va-posix', 'en-US-u-va-posix'],
  ['sv-SE-!', 'sv-SE'],
  ['C', 'en'],
  ['', 'en'],
])('%s is read as %s', (text, tag) => {
  expect(toLocaleTag(text)).toBe(tag);
  expect(() => new Intl.NumberFormat(tag)).not.toThrow();
});

it('a browser that names no tag names one from then on; one that does is left alone', () => {
  const odd = Object.create({ language: 'en-US@posix', languages: ['en-US@posix', 'sv'] }) as {
    language: string;
    languages: string[];
  };
  expect(() => new Intl.NumberFormat(odd.language)).toThrow(RangeError);
  mendBrowserLocale(odd);
  expect(odd.language).toBe('en-US');
  expect(odd.languages).toEqual(['en-US', 'sv']);

  const plain = { language: 'sv-SE', languages: ['sv-SE', 'en'] };
  mendBrowserLocale(Object.freeze(plain));
  expect(plain.language).toBe('sv-SE');
});
