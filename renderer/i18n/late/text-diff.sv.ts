/** Två texter jämförda rad för rad. */
export const textDiff = {
  noLine: 'Ingen rad skiljer sig.',
  equalLines_one: '{{count, number}} lika rad',
  equalLines_other: '{{count, number}} lika rader',
  moreLines_one: '{{count, number}} rad till ritas inte. {{command}} skriver ut alla.',
  moreLines_other: '{{count, number}} rader till ritas inte. {{command}} skriver ut alla.',
  sides: { first: 'Första: ', second: 'Andra: ' },
};
