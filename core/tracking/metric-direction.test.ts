import { expect, it } from 'vitest';
import { directionOf, isShareMetric } from './metric-direction.ts';

it.each([
  ['val_accuracy', 'higher', true],
  ['val/acc@10', 'higher', true],
  ['cv_log_loss', 'lower', false],
  ['valLoss', 'lower', false],
  ['train_logloss', 'lower', false],
  ['neg_mean_squared_error', 'higher', false],
  ['latency_p95_ms', 'lower', false],
  ['oov_share batch 19', 'lower', false],
  ['val_calibration_error', 'lower', false],
  ['cv_std_accuracy', 'lower', false],
  ['drift_heldout_accuracy', 'higher', true],
  ['error/val_f1', 'higher', true],
  ['missing_auc', 'higher', true],
  ['accuracy_loss', 'lower', false],
  ['accuracy_drift', 'lower', false],
  ['brier_score', 'lower', false],
  ['mean_test_score', 'higher', false],
  ['score_time', 'lower', false],
  ['explained_variance', 'higher', false],
  ['recall_at_fpr_1', 'higher', true],
  ['fpr_at_95_tpr', 'lower', false],
  ['time_to_accuracy', 'lower', false],
  ['speech_to_text_accuracy', 'higher', true],
  ['r2', 'higher', false],
  ['train/tokens_per_sec', 'higher', false],
  ['sec_per_step', 'lower', false],
  ['errors_per_min', 'lower', false],
  ['negative_log_likelihood', 'lower', false],
  ['log_likelihood', 'higher', false],
  ['loss_negative', 'lower', false],
  ['f1_negative', 'higher', true],
  ['rows', 'none', false],
])('%s is better %s', (key, direction, isShare) => {
  expect(directionOf(key, [])).toEqual({ direction, isDirectionGiven: false });
  expect([isShareMetric(key, [0.5, null]), isShareMetric(key, [0.5, 12])]).toEqual([isShare, false]);
});

it('what the experiment says goes before the name', () => {
  const tags = [{ key: 'stile.metric_direction.rows', value: 'lower' }];
  expect(directionOf('rows', tags)).toEqual({ direction: 'lower', isDirectionGiven: true });
  expect(directionOf('accuracy', tags)).toEqual({ direction: 'higher', isDirectionGiven: false });
});
