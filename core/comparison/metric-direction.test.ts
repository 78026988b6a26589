import { expect, it } from 'vitest';
import { guessDirection, isShareByName } from './metric-direction.ts';

it.each([
  ['val_accuracy', 'higher', true],
  ['val/acc@10', 'higher', true],
  ['cv_log_loss', 'lower', false],
  ['valLoss', 'lower', false],
  ['neg_mean_squared_error', 'higher', false],
  ['latency_p95_ms', 'lower', false],
  ['oov_share batch 19', 'lower', false],
  ['val_calibration_error', 'lower', false],
  ['cv_std_accuracy', 'lower', false],
  ['r2', 'higher', false],
  ['rows', 'none', false],
  ['train/tokens_per_sec', 'higher', false],
  ['sec_per_step', 'lower', false],
  ['errors_per_min', 'lower', false],
  ['negative_log_likelihood', 'lower', false],
  ['log_likelihood', 'higher', false],
  ['loss_negative', 'lower', false],
  ['f1_negative', 'higher', true],
])('%s is better %s', (key, direction, isShare) => {
  expect([guessDirection(key), isShareByName(key)]).toEqual([direction, isShare]);
});
