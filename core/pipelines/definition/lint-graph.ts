import type { TaskTypes } from './check-tasks.ts';
import { sortTopologically } from './graph.ts';
import type { OutlineTask, PipelineOutline } from './outline.ts';
import type { Finding } from './pipeline-text.ts';

/** What is legal in a graph and most likely not meant: warnings. */
export function lintGraph({ tasks }: PipelineOutline, types: TaskTypes): Finding[] {
  const sorted = sortTopologically(tasks);
  const findings = [
    ...tasks.flatMap(checkRuleWithoutNeeds),
    ...findJoins(sorted, types),
    ...findContradictions(sorted),
  ];
  return findings.map((finding): Finding => ({ ...finding, severity: 'warning' }));
}

/** True of nothing as well: a first task may have them. */
const rulesOfNothing = ['all_success', 'all_done', 'none_failed', 'none_skipped', 'always'];

function checkRuleWithoutNeeds({ id, needs, own }: OutlineTask): Finding[] {
  const rule = own['trigger_rule'];
  if (needs.length > 0 || typeof rule !== 'string' || rulesOfNothing.includes(rule)) return [];
  const message = `The task ${id} needs nothing, so it always runs: ${rule} has no ends to go by. Give it needs, or take trigger_rule out.`;
  return [
    {
      code: 'not_acted_upon',
      path: ['tasks', id, 'trigger_rule'],
      value: rule,
      expected: 'needs to go by',
      message,
    },
  ];
}

/** Which way of a branch a task is on: the first task of it, or several. */
type Way = string | typeof several;
const several = Symbol('several ways');

/** Steps that the search takes at most: a file of 10,000 tasks with a branch each would take minutes. */
const mostSteps = 500_000;

/** Tasks where ways of a branch meet again with a rule that no choice but "all of them" satisfies. */
function findJoins(sorted: readonly OutlineTask[], types: TaskTypes): Finding[] {
  const found = new Map<string, Finding>();
  if (!sorted.some((task) => isStrict(task) && task.needs.length > 1)) return [];
  let steps = 0;
  for (const [at, { id, type }] of sorted.entries()) {
    if (type === null || types.get(type)?.controlsFlow !== 'branch') continue;
    steps += sorted.length - at;
    if (steps > mostSteps) break;
    for (const join of findMeetings(id, sorted.slice(at + 1)))
      if (isStrict(join) && !found.has(join.id)) found.set(join.id, joinFinding(join, id));
  }
  return [...found.values()];
}

/** Where ways of one branch come together. @param after the tasks behind it in the order of the graph */
function findMeetings(branch: string, after: readonly OutlineTask[]): OutlineTask[] {
  const ways = new Map<string, Way>();
  return after.filter((task) => {
    const met = meetWays(task, branch, ways);
    const [first] = met;
    if (first !== undefined) ways.set(task.id, met.size === 1 ? first : several);
    met.delete(several);
    return met.size > 1;
  });
}

function meetWays({ id, needs }: OutlineTask, branch: string, ways: ReadonlyMap<string, Way>): Set<Way> {
  const met = new Set<Way>();
  for (const need of needs) {
    const way = need === branch ? id : ways.get(need);
    if (way !== undefined) met.add(way);
  }
  return met;
}

function isStrict({ triggerRule }: OutlineTask): boolean {
  return triggerRule === 'all_success' || triggerRule === 'all_failed';
}

function joinFinding({ id, own, triggerRule }: OutlineTask, branch: string): Finding {
  const isOwn = own['trigger_rule'] !== undefined;
  const expected = 'trigger_rule: none_failed_min_one_success';
  return {
    code: 'join_after_branch',
    path: ['tasks', id, isOwn ? 'trigger_rule' : 'needs'],
    target: isOwn ? 'value' : 'key',
    value: triggerRule,
    expected,
    message: `Ways of the branch ${branch} meet in ${id}: with ${triggerRule} it is skipped as soon as one of them is not taken. Write ${expected}.`,
  };
}

/** Tasks that run only if another ends well, and only if the same one does not: on different ways, so nobody sees it. */
function findContradictions(sorted: readonly OutlineTask[]): Finding[] {
  const needGood = new Map(sorted.map((task) => [task.id, new Set(mustEnd(task, 'well'))]));
  if (![...needGood.values()].some(({ size }) => size > 1)) return [];
  const refusers = new Map<string, string[]>();
  for (const task of sorted)
    for (const need of mustEnd(task, 'badly')) refusers.set(need, [...(refusers.get(need) ?? []), task.id]);
  const found = new Map<string, Finding>();
  // Each search goes over the whole graph.
  for (const [source, from] of [...refusers].slice(0, mostSteps / (sorted.length + 1)))
    for (const id of findTorn(source, from, needGood)) found.set(id, neverFinding(id, source));
  return [...found.values()];
}

/** The first tasks that come after the good end of a task and after its bad one. @param needGood in the graph's order */
function findTorn(
  source: string,
  refusers: readonly string[],
  needGood: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const [afterGood, afterBad, torn] = [new Set([source]), new Set(refusers), new Set<string>()];
  const first: string[] = [];
  for (const [id, needs] of needGood) {
    const isGood = hasAny(needs, afterGood);
    const isBad = afterBad.has(id) || hasAny(needs, afterBad);
    if (isGood) afterGood.add(id);
    if (isBad) afterBad.add(id);
    if (!isGood || !isBad) continue;
    if (!hasAny(needs, torn)) first.push(id);
    torn.add(id);
  }
  return first;
}

function hasAny(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const item of some) if (others.has(item)) return true;
  return false;
}

const ofAll = { well: ['all_success'], badly: ['all_failed', 'all_skipped'] };
/** With a single need, one is all. */
const ofOne = {
  well: ['one_success', 'none_failed_min_one_success', 'all_done_min_one_success'],
  badly: ['one_failed'],
};

/** The needs that all must end well, or all must not, for a task to run. */
function mustEnd({ needs, triggerRule }: OutlineTask, end: 'well' | 'badly'): readonly string[] {
  const isRule = ofAll[end].includes(triggerRule) || (needs.length === 1 && ofOne[end].includes(triggerRule));
  return isRule ? needs : [];
}

function neverFinding(id: string, source: string): Finding {
  return {
    code: 'never_runs',
    path: ['tasks', id, 'needs'],
    target: 'key',
    value: id,
    expected: 'needs that can come true together, or a trigger_rule such as one_success',
    message: `The task ${id} never runs: for some of its needs ${source} has to end well, for others it must not. Take one of them out, or write trigger_rule: one_success.`,
  };
}
