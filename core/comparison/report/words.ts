import type { PairedProblem } from '#contract/comparison.ts';

/** What a report says around its figures, in the languages of the screen. */
export interface ReportWords {
  locale: string;
  title: (count: number) => string;
  facts: { experiment: string; baseline: string; runs: string; made: string };
  metrics: string;
  metricsNote: (baseline: string) => string;
  params: string;
  paramsNote: string;
  equalRows: (count: number, runs: number) => string;
  moreColumns: (count: number) => string;
  table: string;
  tableNote: (baseline: string, all: boolean) => string;
  run: string;
  name: string;
  course: (key: string) => string;
  courseNote: (shown: number, runs: number) => string;
  points: string;
  groups: { param: string; input: string; environment: string; tag: string };
  real: {
    title: string;
    note: (metric: string, baseline: string, table: string) => string;
    head: readonly [
      run: string,
      n: string,
      diff: string,
      interval: string,
      rows: string,
      p: string,
      verdict: string,
    ];
    rows: (fixed: number, broken: number) => string;
    to: string;
    verdicts: { better: string; worse: string; unclear: string };
    method: (runs: number) => string;
    none: string;
    better: (names: string, count: number, baseline: string) => string;
    worse: (names: string, count: number, baseline: string) => string;
    unclear: (names: string, count: number) => string;
    others: (count: number) => string;
    refused: (name: string, why: string) => string;
    problems: Record<PairedProblem, string>;
    left: (count: number) => string;
    leads: (name: string, metric: string, value: string, delta: string | null, baseline: string) => string;
    level: (metric: string) => string;
  };
  seeds: { title: (param: string) => string; note: string; head: readonly [string, string, string, string] };
  importance: {
    title: (metric: string) => string;
    note: string;
    tooFew: (n: number) => string;
    head: readonly [param: string, strength: string, direction: string, interval: string, n: string];
    rises: string;
    falls: string;
    groups: (count: number) => string;
  };
  allRuns: string;
  allRunsHead: readonly [run: string, id: string, experiment: string, status: string, started: string];
  footer: (time: string) => string;
}

const english: ReportWords = {
  locale: 'en',
  title: (count) => `Comparison of ${count} ${count === 1 ? 'run' : 'runs'}`,
  facts: { experiment: 'Experiment', baseline: 'Baseline', runs: 'Runs', made: 'Made' },
  metrics: 'Metrics',
  metricsNote: (baseline) => `Last values; the change against ${baseline} beside them. The best is bold.`,
  params: 'Params and inputs',
  paramsNote: 'Only what differs between the runs.',
  equalRows: (count, runs) =>
    `${count} ${count === 1 ? 'row is' : 'rows are'} equal in all ${runs} runs and left out.`,
  moreColumns: (count) => `${count} more ${count === 1 ? 'column' : 'columns'}; the app shows all of them.`,
  table: 'Runs',
  tableNote: (baseline, all) =>
    `${all ? '' : 'Metrics and params that differ. '}The best of a column is bold; the baseline is ${baseline}.`,
  run: 'Run',
  name: 'Name',
  course: (key) => `${key} by step`,
  courseNote: (shown, runs) => (shown < runs ? `The first ${shown} of ${runs} runs.` : ''),
  points: 'pp',
  groups: { param: 'param', input: 'dataset', environment: 'environment', tag: 'tag' },
  real: {
    title: 'Is the difference real?',
    note: (metric, baseline, table) =>
      `Difference of ${metric} to ${baseline}, from ${table}, with its 95 % interval.`,
    head: ['Run', 'n', 'Difference', '95 % interval', 'Rows', 'p, corrected', 'Verdict'],
    rows: (fixed, broken) => `${fixed} fixed, ${broken} broken`,
    to: 'to',
    verdicts: { better: 'better', worse: 'worse', unclear: 'may be chance' },
    method: (runs) =>
      `Paired bootstrap of the same rows, 10,000 resamples; p by McNemar’s exact test for classes, by the bootstrap for numbers${runs > 1 ? `; corrected by Holm for ${runs} runs` : ''}.`,
    none: 'No predictions of the same rows could be compared, so whether the differences are more than chance was not tested.',
    better: (names, count, baseline) => `${names} ${count === 1 ? 'is' : 'are'} better than ${baseline}.`,
    worse: (names, count, baseline) => `${names} ${count === 1 ? 'is' : 'are'} worse than ${baseline}.`,
    unclear: (names, count) =>
      count === 1
        ? `The difference of ${names} may be chance.`
        : `The differences of ${names} may be chance.`,
    others: (count) => `${count} others`,
    refused: (name, why) => `${name} was not compared row by row: ${why}.`,
    problems: {
      missing: 'it has no such table',
      too_large: 'its table is too large',
      too_many_rows: 'its table has too many rows',
      unreadable: 'its table could not be read',
      no_columns: 'its table has no column for the target or none for the prediction',
      different_count: 'it predicted another number of rows',
      different_ids: 'the ids of its rows are others',
      repeated_ids: 'ids of rows are there more than once',
      different_targets: 'the targets of its rows are others',
      too_few: 'fewer than two rows have everything that is needed',
      other_kind: 'one predicts classes, the other numbers',
      not_finite: 'there are numbers that are NaN, infinite or beyond 1e150',
    },
    left: (count) => `${count} more ${count === 1 ? 'run was' : 'runs were'} not tested.`,
    leads: (name, metric, value, delta, baseline) =>
      `${name} leads with ${metric} ${value}${delta === null ? '' : `, ${delta} against ${baseline}`}.`,
    level: (metric) => `No run leads by ${metric}.`,
  },
  seeds: {
    title: (param) => `Means over runs that differ in ${param} alone`,
    note: '95 % intervals by Student’s t.',
    head: ['Metric', 'n', 'Mean', '95 % interval'],
  },
  importance: {
    title: (metric) => `Params that go with ${metric}`,
    note: 'Rank correlation over the runs (Spearman); of params with several words, how far the ranks differ between them. Not a cause: params that were changed together go together.',
    tooFew: (n) => `Only ${n} runs: with fewer than 10 the order is a hint at best.`,
    head: ['Param', 'Strength', 'Direction', '95 % interval', 'n'],
    rises: 'rises',
    falls: 'falls',
    groups: (count) => `${count} values`,
  },
  allRuns: 'The runs',
  allRunsHead: ['Run', 'Id', 'Experiment', 'Status', 'Started'],
  footer: (time) => `Made by Stile, ${time} UTC`,
};

const swedish: ReportWords = {
  locale: 'sv',
  title: (count) => `Jämförelse av ${count} ${count === 1 ? 'körning' : 'körningar'}`,
  facts: { experiment: 'Experiment', baseline: 'Baslinje', runs: 'Körningar', made: 'Skriven' },
  metrics: 'Mätvärden',
  metricsNote: (baseline) => `Senaste värden, med ändringen mot ${baseline} bredvid. Det bästa är fetstilt.`,
  params: 'Parametrar och indata',
  paramsNote: 'Bara det som skiljer körningarna åt.',
  equalRows: (count, runs) =>
    `${count} ${count === 1 ? 'rad är lika' : 'rader är lika'} i alla ${runs} körningar och utelämnade.`,
  moreColumns: (count) => `${count} ${count === 1 ? 'kolumn' : 'kolumner'} till; appen visar alla.`,
  table: 'Körningar',
  tableNote: (baseline, all) =>
    `${all ? '' : 'Mätvärden och parametrar som skiljer sig. '}Det bästa i en kolumn är fetstilt; baslinjen är ${baseline}.`,
  run: 'Körning',
  name: 'Namn',
  course: (key) => `${key} per steg`,
  courseNote: (shown, runs) => (shown < runs ? `De första ${shown} av ${runs} körningar.` : ''),
  points: 'p.e.',
  groups: { param: 'parameter', input: 'data', environment: 'miljö', tag: 'tagg' },
  real: {
    title: 'Är skillnaden verklig?',
    note: (metric, baseline, table) =>
      `Skillnad i ${metric} mot ${baseline}, ur ${table}, med 95-procentigt intervall.`,
    head: ['Körning', 'n', 'Skillnad', '95 % intervall', 'Rader', 'p, korrigerat', 'Utslag'],
    rows: (fixed, broken) => `${fixed} rättade, ${broken} förstörda`,
    to: 'till',
    verdicts: { better: 'bättre', worse: 'sämre', unclear: 'kan vara slump' },
    method: (runs) =>
      `Parad bootstrap av samma rader, 10 000 dragningar; p av McNemars exakta test för klasser, av bootstrap för tal${runs > 1 ? `; korrigerat enligt Holm för ${runs} körningar` : ''}.`,
    none: 'Inga prediktioner för samma rader kunde jämföras, så om skillnaderna är mer än slump har inte prövats.',
    better: (names, _count, baseline) => `${names} är bättre än ${baseline}.`,
    worse: (names, _count, baseline) => `${names} är sämre än ${baseline}.`,
    unclear: (names, count) =>
      count === 1 ? `Skillnaden för ${names} kan vara slump.` : `Skillnaderna för ${names} kan vara slump.`,
    others: (count) => `${count} andra`,
    refused: (name, why) => `${name} jämfördes inte rad för rad: ${why}.`,
    problems: {
      missing: 'den har ingen sådan tabell',
      too_large: 'tabellen är för stor',
      too_many_rows: 'tabellen har för många rader',
      unreadable: 'tabellen gick inte att läsa',
      no_columns: 'tabellen saknar kolumn för facit eller prediktion',
      different_count: 'den har ett annat antal rader',
      different_ids: 'radernas id är andra',
      repeated_ids: 'samma rad-id förekommer flera gånger',
      different_targets: 'radernas facit är ett annat',
      too_few: 'färre än två rader har allt som behövs',
      other_kind: 'den ena förutsäger klasser, den andra tal',
      not_finite: 'det finns tal som är NaN, oändliga eller större än 1e150',
    },
    left: (count) => `${count} ${count === 1 ? 'körning' : 'körningar'} till prövades inte.`,
    leads: (name, metric, value, delta, baseline) =>
      `${name} leder med ${metric} ${value}${delta === null ? '' : `, ${delta} mot ${baseline}`}.`,
    level: (metric) => `Ingen körning leder i ${metric}.`,
  },
  seeds: {
    title: (param) => `Medelvärden över körningar som bara skiljer sig i ${param}`,
    note: '95-procentiga intervall enligt Students t.',
    head: ['Mätvärde', 'n', 'Medel', '95 % intervall'],
  },
  importance: {
    title: (metric) => `Parametrar som följer ${metric}`,
    note: 'Rangkorrelation över körningarna (Spearman); för parametrar med flera ord hur mycket rangerna skiljer sig mellan dem. Ingen orsak: parametrar som ändrats ihop följs åt.',
    tooFew: (n) => `Bara ${n} körningar: under 10 är ordningen på sin höjd en antydan.`,
    head: ['Parameter', 'Styrka', 'Riktning', '95 % intervall', 'n'],
    rises: 'stiger',
    falls: 'faller',
    groups: (count) => `${count} värden`,
  },
  allRuns: 'Körningarna',
  allRunsHead: ['Körning', 'Id', 'Experiment', 'Status', 'Startade'],
  footer: (time) => `Skriven av Stile, ${time} UTC`,
};

export const reportWords = { en: english, sv: swedish } as const;
