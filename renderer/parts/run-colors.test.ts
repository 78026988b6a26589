import { expect, it } from 'vitest';
import { maxColoredRuns, styleRuns } from './run-colors.ts';

const ids = Array.from({ length: 40 }, (_, i) => `run-${String(i * 7919)}`);

it('a run looks the same alone and among others that it does not meet', () => {
  const alone = styleRuns(ids.slice(0, 1)).get(ids[0] ?? '');
  expect(styleRuns(ids.slice(0, 5)).get(ids[0] ?? '')).toEqual(alone);
});

it('up to nine runs all look different', () => {
  for (let count = 1; count <= maxColoredRuns; count++) {
    const styles = [...styleRuns(ids.slice(0, count)).values()];
    expect(new Set(styles.map(({ token, dash }) => `${token} ${dash.join()}`)).size).toBe(count);
  }
});

it('of more than nine, the chosen one is in colour and the rest stand back', () => {
  const styles = styleRuns(ids, ids[3]);
  expect([...styles].filter(([, { token }]) => token !== 'ink4').map(([id]) => id)).toEqual([ids[3]]);
});
