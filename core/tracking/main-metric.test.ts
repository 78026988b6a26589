import { expect, it } from 'vitest';
import { chooseMainMetric } from './main-metric.ts';
import { directionOf, isShareMetric } from './metric-direction.ts';

const candidate = (key: string, runs = 4) => ({
  key,
  direction: directionOf(key, []).direction,
  isShare: isShareMetric(key, []),
  runs,
  differs: true,
});

it.each([
  [['train_accuracy', 'val_accuracy', 'epoch'], 'val_accuracy'],
  [['drift_heldout_accuracy', 'heldout_accuracy', 'heldout_accuracy_lower'], 'heldout_accuracy'],
  [['latest_auc', 'interval_f1', 'cv_f1'], 'cv_f1'],
  [['cv_std_accuracy', 'cv_accuracy'], 'cv_accuracy'],
  [['train_loss', 'val_loss', 'rows'], 'val_loss'],
  [['heldout_rows', 'train_rmse'], 'train_rmse'],
  [['system/cpu_time', 'rows'], 'rows'],
])('of %j it is %s', (keys, main) => {
  expect(
    chooseMainMetric(
      keys.map((key) => candidate(key)),
      [],
    ),
  ).toBe(main);
  expect(
    chooseMainMetric(
      keys.toReversed().map((key) => candidate(key)),
      [],
    ),
  ).toBe(main);
});

it('is one that half of the runs have, unless a tag names another', () => {
  const metrics = [candidate('heldout_accuracy', 3), candidate('loss', 8)];
  expect(chooseMainMetric(metrics, [])).toBe('loss');
  const tags = [{ key: 'stile.primary_metric', value: 'heldout_accuracy' }];
  expect(chooseMainMetric(metrics, tags)).toBe('heldout_accuracy');
  expect(chooseMainMetric(metrics, [{ key: 'stile.primary_metric', value: 'gone' }])).toBe('loss');
  expect(chooseMainMetric([], tags)).toBeNull();
});
