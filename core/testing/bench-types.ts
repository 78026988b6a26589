/** One measured figure: a line of the table that `npm run bench` and `npm run soak` print. */
export interface BenchRow {
  /** what was done, such as "1,000 metrics, one by one" */
  case: string;
  value: number;
  /** of value and reference: ms, s, MB, /s, lost, ... */
  unit: string;
  /** the same done barely, on this machine, at the same time: what the value is to be seen against */
  reference?: number;
  /** value / reference when left out */
  ratio?: number;
  /** what was promised, in words: "< 50 ms", "at most twice the reference" */
  budget?: string;
  /** whether the promise was kept; a false one fails the command */
  ok?: boolean;
}

/** What a bench is given. */
export interface BenchContext {
  /** the built product, for what is measured as it ships */
  dist: string;
  /** an empty folder of its own, deleted afterwards */
  folder: string;
  /** for everything that looks random: a run can be repeated with `--seed` */
  seed: number;
  /** one line of progress */
  say: (sentence: string) => void;
}

/** What a soak is given besides. */
export interface SoakContext extends BenchContext {
  /** how often to do it: the full count given here, unless `--count` asks for another */
  count: (full: number) => number;
}

/** Exported as `bench` by a `*.bench.ts` file; each file runs in a process of its own. */
export interface Bench {
  name: string;
  run: (ctx: BenchContext) => Promise<BenchRow[]>;
}

/** Exported as `soak` by a `*.soak.ts` file; each file runs in a process of its own. */
export interface Soak {
  name: string;
  run: (ctx: SoakContext) => Promise<BenchRow[]>;
}
