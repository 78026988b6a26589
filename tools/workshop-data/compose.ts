import type { Side, Topic } from './bank.ts';
import { fill } from './grammar.ts';
import type { Filling } from './grammar.ts';
import { finishText } from './finish.ts';
import type { Habits } from './finish.ts';
import type { Random } from './random.ts';

/** How a review is built; the weights of a voice say how often. */
export type Build = 'clear' | 'contrast' | 'uphill' | 'trick' | 'mild' | 'short';

/** How two clauses stand together: `any` also suits `Great view.`, `full` wants a subject and a verb. */
export interface Frames {
  any: readonly string[];
  full: readonly string[];
}

/** How the people of one language and register write. */
export interface Voice {
  topics: readonly Topic[];
  /** `{A}` is the half that the review sets aside, `{B}` the half that decides it */
  contrasts: Frames;
  /** `{A}` and `{B}` agree */
  pairs: Frames;
  /** said before a clause that turns against the one before it */
  turns: readonly string[];
  weights: Record<Build, number>;
  /** how often a clear review also says in plain words how it was: "really great place" */
  plain: number;
  /** how often a review says first how it came about, as a multiple of what is usual for its build */
  openers: number;
  habits: Habits;
}

interface Draft extends Filling {
  voice: Voice;
  topic: Topic;
  label: Side;
  aspects: Set<string>;
  uses: Map<string, number>;
}

/** Writes one review about one of the voice's topics; `uses` remembers what was said, so that all gets its turn. */
export function composeReview(voice: Voice, label: Side, random: Random, uses: Map<string, number>): string {
  const topic = random.pick(voice.topics);
  const draft: Draft = {
    voice,
    topic,
    label,
    random,
    uses,
    slots: topic.slots,
    kept: new Map(),
    used: new Set(),
    aspects: new Set(),
  };
  const parts = builders[pickBuild(voice.weights, random)](draft);
  return finishText(parts, voice.habits, random);
}

const builders: Record<Build, (draft: Draft) => string[]> = {
  clear: (draft) => {
    const clauses = draft.random.chance(0.6) ? [agree(draft)] : [agree(draft), clause(draft, draft.label)];
    return [...opener(draft, 0.5), ...plain(draft), ...clauses, ...verdict(draft, 0.5)];
  },
  contrast: (draft) => {
    const more = draft.random.chance(0.3) ? [clause(draft, draft.label)] : [];
    return [...opener(draft, 0.35), contrast(draft), ...more, ...verdict(draft, 0.3)];
  },
  uphill: (draft) => {
    const against = [clause(draft, opposite(draft.label))];
    if (draft.random.chance(0.35)) against.push(clause(draft, opposite(draft.label)));
    return [...opener(draft, 0.2), ...against, turn(draft), ...verdict(draft, 1)];
  },
  trick: (draft) => {
    const trick = special(draft, 'trick');
    const side = draft.random.chance(0.75) ? draft.label : opposite(draft.label);
    const other = draft.random.chance(0.6) ? [clause(draft, side)] : [];
    const tail = side === draft.label ? 0.2 : 0.7;
    const middle = draft.random.chance(0.5) ? [trick, ...other] : [...other, trick];
    return [...opener(draft, 0.45), ...middle, ...verdict(draft, tail)];
  },
  mild: (draft) => {
    const roll = draft.random.next();
    const other = roll < 0.35 ? [clause(draft, draft.label)] : roll < 0.65 ? [contrast(draft)] : [];
    return [...opener(draft, 0.5), ...other, special(draft, 'mild')];
  },
  short: (draft) => {
    const said = clause(draft, draft.label);
    const judged = special(draft, 'verdict');
    return draft.random.chance(0.5) ? [said, judged] : [judged, said];
  },
};

function pickBuild(weights: Record<Build, number>, random: Random): Build {
  const entries = Object.entries(weights) as [Build, number][];
  let roll = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [build, weight] of entries) {
    roll -= weight;
    if (roll < 0) return build;
  }
  return 'clear';
}

function opener(draft: Draft, probability: number): string[] {
  return draft.random.chance(probability * draft.voice.openers) ? [say(draft, draft.topic.openers)] : [];
}

function verdict(draft: Draft, probability: number): string[] {
  return draft.random.chance(probability) ? [special(draft, 'verdict')] : [];
}

function plain(draft: Draft): string[] {
  const lines = draft.topic[draft.label].get('plain');
  if (!lines || !draft.random.chance(draft.voice.plain)) return [];
  draft.aspects.add('plain');
  return [say(draft, lines)];
}

function agree(draft: Draft): string {
  const a = choose(draft, draft.label);
  return join(draft, draft.voice.pairs, a, choose(draft, draft.label));
}

function contrast(draft: Draft): string {
  draft.aspects.add('plain');
  const a = choose(draft, opposite(draft.label));
  return join(draft, draft.voice.contrasts, a, choose(draft, draft.label));
}

function clause(draft: Draft, side: Side): string {
  return choose(draft, side).text;
}

/** A turn of phrase, then what it turns to. */
function turn(draft: Draft): string {
  draft.aspects.add('plain');
  const said = clause(draft, draft.label);
  if (draft.random.chance(0.35)) return said;
  return `${draft.random.pick(draft.voice.turns)} ${said}`;
}

interface Clause {
  text: string;
  /** has a subject and a verb, so that `although` may stand before it */
  full: boolean;
}

function join(draft: Draft, frames: Frames, a: Clause, b: Clause): string {
  const { random } = draft;
  const frame = random.pick(a.full && b.full ? [...frames.any, ...frames.full] : frames.any);
  const slots = new Map([
    ['A', ['\u0001']],
    ['B', ['\u0002']],
  ]);
  return fill(frame, { ...draft, slots })
    .replace('\u0001', a.text)
    .replace('\u0002', b.text);
}

/** One sentence on an aspect that this review has not spoken of. */
function choose(draft: Draft, side: Side): Clause {
  const sections = [...draft.topic[side]].filter(([aspect]) => !specials.has(aspect));
  const fresh = sections.filter(([aspect]) => !draft.aspects.has(aspect));
  // An aspect with much to say about it is spoken of more often.
  const lines = (fresh.length > 0 ? fresh : sections)
    .flatMap(([aspect, all]) => all.map((line) => ({ aspect, line })))
    .filter(({ line }) => side === draft.label || !line.startsWith('!'));
  const first = draft.random.pick(lines);
  const second = draft.random.pick(lines);
  const { aspect, line } = used(draft, second.line) < used(draft, first.line) ? second : first;
  draft.aspects.add(aspect);
  return { text: speak(draft, line), full: /^!?\+/.test(line) };
}

const specials = new Set(['verdict', 'mild', 'trick']);

function special(draft: Draft, name: string): string {
  return say(draft, draft.topic[draft.label].get(name) ?? []);
}

/** Of two lines the one that was heard less. */
function say(draft: Draft, lines: readonly string[]): string {
  const first = draft.random.pick(lines);
  const second = draft.random.pick(lines);
  return speak(draft, used(draft, second) < used(draft, first) ? second : first);
}

function speak(draft: Draft, line: string): string {
  draft.uses.set(line, used(draft, line) + 1);
  return fill(line.replace(/^!?\+? ?/, ''), draft);
}

const used = (draft: Draft, line: string): number => draft.uses.get(line) ?? 0;

const opposite = (side: Side): Side => (side === 'good' ? 'bad' : 'good');
