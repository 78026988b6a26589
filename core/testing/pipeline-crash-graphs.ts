import { triggerRule } from '#contract/pipelines.ts';
import type { Random } from './random.ts';

/** A pipeline whose final states are the same in any timing, and wherever an engine ends. */
export interface CrashGraph {
  /** Without version and name. */
  body: string;
  /** Tasks whose programs outlive the engine. */
  adopted: ReadonlySet<string>;
}

/** Each says when it begins and when it is done, in a file that no engine writes. */
const begin = 'echo "begin $STILE_ATTEMPT_ID" >> "$LEDGER"';
const done = 'echo "done $STILE_ATTEMPT_ID" >> "$LEDGER"; echo "value=$STILE_TASK" >> "$STILE_OUTPUT"';

/** What programs do beside sleeping: end well, fail, skip, fail once, ignore signals, leave others running. */
const endings: readonly string[] = [
  done,
  done,
  done,
  `${done}; exit 0`,
  'exit 1',
  'exit 99',
  'exit 100',
  `[ "$STILE_TRY" -gt 1 ] || exit 1; ${done}`,
  `sleep 30 & ${done}`,
];
const beginnings: readonly string[] = [
  '',
  '',
  "trap '' TERM INT;",
  '(sleep 30 &) ;',
  'sh -c "trap \'\' TERM INT; sleep 30" & ',
];

/** @param ledger absolute path of the file that programs write to */
export function makeCrashGraph(random: Random, ledger: string): CrashGraph {
  const size = 4 + random.int(6);
  const adopted = new Set<string>();
  const lines = Array.from({ length: size }, (_, n) => {
    const needs = Array.from({ length: n }, (_unused, m) => `t${m}`).filter(() => random.next() < 2.2 / size);
    const rule = needs.length === 0 ? 'all_success' : random.pick(triggerRule.options);
    const settings = [`needs: [${needs.join(', ')}]`, `trigger_rule: ${rule}`];
    if (random.int(8) === 0) {
      const work = `{ ms: ${20 + random.int(120)} }`;
      return `  t${n}: { type: test/inside, with: ${work}, ${settings.join(', ')} }`;
    }
    if (random.int(3) === 0) {
      adopted.add(`t${n}`);
      settings.push('on_engine_exit: adopt');
    }
    const seconds = (0.02 + random.next() * 0.2).toFixed(3);
    const script = `${random.pick(beginnings)} ${begin}; sleep ${seconds}; ${random.pick(endings)}`;
    return `  t${n}: { type: test/program, with: { script: ${JSON.stringify(script)} }, ${settings.join(', ')} }`;
  });
  // A program that was killed is tried again: that a task fails is up to what it does alone.
  const defaults = `defaults: { retries: 2, retry_delay: 20ms, env: { LEDGER: ${JSON.stringify(ledger)} } }`;
  return { body: `${defaults}\ntasks:\n${lines.join('\n')}\n`, adopted };
}

/** Runs once a second, and makes up for what went by while no engine was there. */
export const tickingPipeline =
  'schedule: { every: 1s, missed: all }\nmax_active_runs: 2\ntasks:\n  tick: { type: test/inside, with: { ms: 30 } }\n';
