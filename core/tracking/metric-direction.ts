import type { MetricDirection, MetricValue, Tag } from '#contract/entities.ts';

/** A tag of an experiment that says which way a metric is better: `stile.metric_direction.<key>`. */
const directionTag = 'stile.metric_direction.';

/** How far a metric scatters is better when it is small, whatever the metric. */
const spreadWords = 'std stddev stdev variance'.split(' ');
/** Words in names of metrics; the last of them says what a metric is: `accuracy_loss` is a loss, `drift_accuracy` none. */
const lowerWords = new Set([
  ...spreadWords,
  ...(
    'loss losses logloss mlogloss error errors err mae mse rmse mape smape msle rmsle deviance perplexity ppl ece mce brier ' +
    'latency duration time runtime elapsed seconds sec secs ms hinge nll crossentropy entropy fpr fnr wer cer drift psi oov ' +
    'missing regret distance cost fid kl divergence bytes aic bic'
  ).split(' '),
]);
const shareWords = new Set(
  (
    'accuracy acc f1 fbeta f2 precision recall auc roc auroc auprc aupr ap map map50 sensitivity specificity tpr tnr ' +
    'iou jaccard dice hit ndcg coverage agreement'
  ).split(' '),
);
const higherWords = new Set(
  'r2 kappa mcc bleu rouge meteor mrr psnr ssim throughput reward return likelihood gini explained'.split(
    ' ',
  ),
);

/** Which way a metric is better: what the tags of its experiment say goes before what its name says. */
export function directionOf(
  key: string,
  tags: readonly Tag[],
): { direction: MetricDirection; isDirectionGiven: boolean } {
  const given = tags.find((tag) => tag.key === `${directionTag}${key}`)?.value;
  if (given === 'higher' || given === 'lower' || given === 'none')
    return { direction: given, isDirectionGiven: true };
  return { direction: guessDirection(key), isDirectionGiven: false };
}

/** Whether these values are shares of 1, so that a difference is read in percentage points. */
export function isShareMetric(key: string, values: readonly (MetricValue | null)[]): boolean {
  return isShareByName(key) && values.every((value) => value === null || isShare(value));
}

function isShare(value: MetricValue): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** What a rate is per: `tokens_per_sec` is speed, though `sec_per_step` is time. */
const timeUnits = new Set('s sec secs second seconds ms min minute minutes hour hours'.split(' '));

/**
 * Guesses from the words of a metric's name. `neg` before a loss turns its sense round, as in scikit-learn's scorers;
 * so does either before a likelihood. A `negative` elsewhere mostly names a class.
 */
function guessDirection(key: string): MetricDirection {
  const words = wordsOfMetric(key);
  const rate = words.findIndex((word, at) => word === 'per' && timeUnits.has(words[at + 1] ?? ''));
  if (rate >= 0) return words.slice(0, rate).some((word) => lowerWords.has(word)) ? 'lower' : 'higher';
  const measure = measureOf(words);
  const isNegated = words.some(
    (word, at) => word === 'neg' || (word === 'negative' && words[at + 1] === 'log'),
  );
  if (lowerWords.has(measure)) return isNegated ? 'higher' : 'lower';
  if (measure === 'likelihood') return isNegated ? 'lower' : 'higher';
  return measure === '' ? 'none' : 'higher';
}

/** Whether a metric is a share of 1 by its name: then a difference is read in percentage points. */
function isShareByName(key: string): boolean {
  return shareWords.has(measureOf(wordsOfMetric(key)));
}

/** The word that says what a metric is: `recall` of `recall_at_fpr_1`, `time` of `time_to_accuracy`; empty without one. */
function measureOf(words: readonly string[]): string {
  if (words.some((word, at) => word === 'explained' && words[at + 1] === 'variance')) return 'explained';
  const spread = words.find((word) => spreadWords.includes(word));
  if (spread !== undefined) return spread;
  const isMeasure = (word: string): boolean =>
    lowerWords.has(word) || shareWords.has(word) || higherWords.has(word);
  const condition = words.findIndex((word) => word === 'at' || word === 'to');
  const measured = condition < 0 ? undefined : words.slice(0, condition).findLast(isMeasure);
  return measured ?? words.findLast(isMeasure) ?? (words.includes('score') ? 'score' : '');
}

/** `valAccuracy@10`, `val/accuracy_10` and `val.accuracy` all hold the word `accuracy`. */
export function wordsOfMetric(key: string): string[] {
  return key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}
