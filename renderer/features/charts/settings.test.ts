import { expect, it } from 'vitest';
import { defaultChartSettings, parseChartSettings, printChartSettings } from './settings.ts';

it('the defaults need no text, and no text is the defaults', () => {
  expect(printChartSettings(defaultChartSettings)).toBeUndefined();
  expect(parseChartSettings(undefined)).toEqual(defaultChartSettings);
});

it('every setting comes back from its text', () => {
  const settings = {
    find: 'lo&ss=1',
    smoothing: 0.6,
    kind: 'gaussian',
    x: 'metric:my epoch',
    logX: true,
    logY: true,
    raw: false,
    table: true,
    zoom: { from: -1.5, to: 2e6 },
    flipped: ['a'],
    hidden: ['b', 'c/d'],
    closed: [''],
    full: 'val/loss',
  } as const;
  expect(parseChartSettings(printChartSettings(settings))).toEqual(settings);
});

it('what cannot be read is left at its default', () => {
  expect(parseChartSettings('smooth=9&x=metric:&zoom=5..1&kind=box&raw=')).toEqual(defaultChartSettings);
});
