/** Two texts compared line by line. */
export const textDiff = {
  noLine: 'No line differs.',
  equalLines_one: '{{count, number}} equal line',
  equalLines_other: '{{count, number}} equal lines',
  moreLines_one: '{{count, number}} more line is not drawn. {{command}} prints them all.',
  moreLines_other: '{{count, number}} more lines are not drawn. {{command}} prints them all.',
  sides: { first: 'First: ', second: 'Second: ' },
};
