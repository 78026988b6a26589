import type { MetricDirection } from '#contract/comparison.ts';

/** A tag of an experiment that says which way a metric is better: `stile.metric_direction.<key>`. */
export const directionTag = 'stile.metric_direction.';

/** Words in names of metrics. Lower words win: a `log_loss` is a loss, whatever else its name holds. */
const lowerWords = new Set(
  (
    'loss losses error errors err mae mse rmse mape smape msle rmsle deviance perplexity ppl ece mce brier ' +
    'latency duration time seconds sec secs ms hinge nll crossentropy entropy fpr fnr wer cer drift psi oov ' +
    'missing std stddev stdev variance regret distance cost fid kl divergence bytes aic bic'
  ).split(' '),
);
const shareWords = new Set(
  (
    'accuracy acc f1 fbeta f2 precision recall auc roc auroc auprc aupr ap map map50 sensitivity specificity tpr tnr ' +
    'iou jaccard dice hit ndcg coverage agreement'
  ).split(' '),
);
const higherWords = new Set(
  'r2 score kappa mcc bleu rouge meteor mrr psnr ssim throughput reward return explained likelihood gini'.split(
    ' ',
  ),
);

/** Guesses from the words of a metric's name; a leading `neg` turns the sense round, as in scikit-learn's scorers. */
export function guessDirection(key: string): MetricDirection {
  const words = wordsOf(key);
  const isNegated = words.some((word) => word === 'neg' || word === 'negative');
  if (words.some((word) => lowerWords.has(word))) return isNegated ? 'higher' : 'lower';
  if (words.some((word) => shareWords.has(word) || higherWords.has(word))) return 'higher';
  return 'none';
}

/** Whether a metric is a share of 1 by its name: then a difference is read in percentage points. */
export function isShareByName(key: string): boolean {
  const words = wordsOf(key);
  return words.some((word) => shareWords.has(word)) && !words.some((word) => lowerWords.has(word));
}

/** `valAccuracy@10`, `val/accuracy_10` and `val.accuracy` all hold the word `accuracy`. */
function wordsOf(key: string): string[] {
  return key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
