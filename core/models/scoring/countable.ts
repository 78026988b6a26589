/** With more different answers than this they must repeat to be classes. */
const fewAnswers = 20;
/** The figures of classes grow with the square of their number. */
const mostAnswers = 1000;

/**
 * Whether the answers of a model that does not tell its classes can be counted as such: a model that measures gives
 * almost every row a number of its own.
 * @param answers the different ones
 * @param rows that they were given for
 */
export function areCountable(answers: readonly string[], rows: number): boolean {
  if (answers.length > mostAnswers || answers.length > Math.max(fewAnswers, rows / 2)) return false;
  return !answers.some(
    (answer) => answer.trim() !== '' && Number(answer) % 1 !== 0 && !Number.isNaN(Number(answer)),
  );
}
