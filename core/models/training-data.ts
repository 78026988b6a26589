import { invalidArgument, showValue, StileError } from '#core/kernel/errors.ts';
import type { EncodedLabels } from './class-labels.ts';

type DataProblem = 'empty' | 'one_class' | 'too_few_per_class' | 'no_words';

/**
 * Refuses rows that nothing can be learned from.
 * @throws INVALID_ARGUMENT, DATA_INVALID (empty, one_class)
 */
export function checkRows(
  texts: readonly string[],
  labels: readonly string[],
  { classes }: EncodedLabels,
  source: string,
): void {
  if (texts.length !== labels.length) {
    const rule = `there must be as many labels as texts, which are ${texts.length}`;
    throw invalidArgument('labels', `${labels.length} labels`, rule, 'Give one label for each text.');
  }
  if (texts.length === 0) {
    throw dataInvalid(
      source,
      'empty',
      '',
      '0 rows',
      'There are no rows',
      'Add rows with a text and a label.',
    );
  }
  const unlabelled = labels.indexOf('');
  if (unlabelled >= 0) {
    const remedy = 'Fill in the label or leave the row out.';
    throw dataInvalid(source, 'empty', `row ${unlabelled + 1}`, '', 'The label is empty', remedy);
  }
  const only = classes[0] ?? '';
  if (classes.length === 1) {
    const remedy = 'Add rows of at least one other label, and check which column holds the labels.';
    throw dataInvalid(source, 'one_class', 'labels', only, `All ${texts.length} rows have one label`, remedy);
  }
}

/**
 * Refuses folds that would miss a class.
 * @throws DATA_INVALID (too_few_per_class)
 */
export function checkClassSizes({ classes, counts }: EncodedLabels, folds: number, source: string): void {
  const small = counts.findIndex((count) => count < folds);
  if (small < 0) return;
  const [label, count] = [classes[small] ?? '', counts[small] ?? 0];
  const fewer = count >= 2 ? `, or use ${count} folds` : '';
  throw dataInvalid(
    source,
    'too_few_per_class',
    `label "${showValue(label)}"`,
    `${count} ${count === 1 ? 'row' : 'rows'}`,
    `The label has fewer rows than the ${folds} folds of the cross-validation`,
    `Add rows with this label until there are ${folds}${fewer}, or leave the label out.`,
  );
}

/** The error for texts that leave no term to learn from. */
export function noWords(source: string, rows: number): StileError {
  return dataInvalid(
    source,
    'no_words',
    'texts',
    `${rows} rows`,
    'No term is left to learn from: the texts have no words of two letters or more besides stop words, or min_df and ' +
      'max_df rule all of them out',
    'Check which column holds the texts, use fewer stop words, a lower min_df or a higher max_df.',
  );
}

function dataInvalid(
  source: string,
  problem: DataProblem,
  place: string,
  value: string,
  finding: string,
  remedy: string,
): StileError {
  const where = [source, place].filter((part) => part !== '').join(', ');
  const shown = showValue(value);
  const found = shown === '' ? finding : `${finding} (${shown})`;
  return new StileError('DATA_INVALID', `${where}: ${found}. ${remedy}`, {
    source,
    problem,
    place,
    value: shown,
    remedy,
  });
}
