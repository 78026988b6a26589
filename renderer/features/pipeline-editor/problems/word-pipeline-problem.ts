import type { TFunction } from 'i18next';
import type { PipelineProblem } from '#contract/pipelines.ts';
import type { pipelineChecks } from '#renderer/i18n/late/pipeline-checks.en.ts';

type Said = Pick<PipelineProblem, 'code' | 'path' | 'value' | 'expected'>;

/** What is wrong and what would be right, from the code and the values that the check has seen. */
export function wordPipelineProblem(problem: Said, t: TFunction, language: string): string {
  const { code, path, value, expected } = problem;
  const key = path.slice(path.lastIndexOf('.') + 1);
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  const found = { value: shown, key, task: taskOfPath(path) ?? '', expected };
  const said = isMissingCode(problem)
    ? wordMissing(key, shown, t)
    : t(`pipelineChecks.problems.${code}`, found);
  // The cycle is in the sentence.
  if (code === 'cycle' || code === 'trigger_cycle') return said;
  const more = wordExpected(expected, t, language);
  return more === null ? said : `${said} ${more}`;
}

/** Whether a Python task names a module, or what it calls there, that the project does not have. */
function isMissingCode({ code, path, expected }: Said): boolean {
  return (
    code === 'wrong_value' &&
    /\.with\.(?:module|function)$/.test(path) &&
    /^(?:one of: |did you mean |there is none)/.test(expected)
  );
}

function wordMissing(key: string, value: string, t: TFunction): string {
  return key === 'module'
    ? t('pipelineChecks.noModule', { value })
    : t('pipelineChecks.noFunction', { value });
}

/** The id of the task that a problem is about; null for one of the pipeline as a whole. */
export function taskOfPath(path: string): string | null {
  return /^tasks\.([^.]+)/.exec(path)?.[1] ?? null;
}

type Phrase = keyof typeof pipelineChecks.expected;

/** The engine's short phrases, with what fills the gaps of their words. */
const phrases: readonly (readonly [RegExp, Phrase, readonly string[]])[] = [
  [/^did you mean "(.+)"\?$/, 'didYouMean', ['name']],
  [/^one of: (.+) and (\d+) more$/, 'oneOfMore', ['names', 'more']],
  [/^one of: (.+)$/, 'oneOf', ['names']],
  [/^there is none to choose from$/, 'none', []],
  [/^five fields or a preset: did you mean "(.+)"\?$/, 'didYouMean', ['name']],
  [/^five fields or a preset: (.+)$/, 'cron', []],
  [/^(minute|hour|day of month): numbers are (\d+) to (\d+)$/, 'cronNumbers', ['part', 'from', 'to']],
  [/^(month|day of week): numbers are (\d+) to (\d+) or (\w+),/, 'cronNamed', ['part', 'from', 'to', 'name']],
  [/^([a-z ]+): a step is one whole number above 0/, 'cronStep', ['part']],
  [/^([a-z ]+): a range goes upwards: (\S+) would be (\S+)$/, 'cronUpwards', ['part', 'range', 'other']],
  [/^([a-z ]+): # stands alone/, 'cronHash', ['part']],
  [/^([a-z ]+): (\d+) to (\d+).* on each side of a comma$/, 'cronNumbers', ['part', 'from', 'to']],
  [/^a name such as Europe/, 'timeZone', []],
  [/^five fields \(.*\), not (\d+)/, 'fiveFields', ['found']],
  [/^a duration/, 'duration', []],
  [/^(?:either|exactly one of) cron (?:or|and) every$/, 'cronOrEvery', []],
  [/^at least one task/, 'oneTask', []],
  [/^at least one item$/, 'oneItem', []],
  [/^exactly one of (.+)$/, 'exactlyOne', ['names']],
  [/^at most one of (.+)$/, 'mostOne', ['names']],
  [/^either choose, or cases with an else$/, 'chooseOrCases', []],
  [/^at most the maximum, (\S+)$/, 'mostMaximum', ['limit']],
  [/^(at least|at most) (-?[\d.]+)$/, 'number', ['bound', 'limit']],
  [/^a text of (at least|at most) (\d+) characters$/, 'textLength', ['bound', 'limit']],
  [/^a regular expression$/, 'regularExpression', []],
  [/^a date that comes/, 'noDate', []],
  [/^a number that is (at least|at most|more than|less than) (\S+)$/, 'number', ['bound', 'limit']],
  [/^a text of length (at least|at most|more than|less than) (\d+)$/, 'textLength', ['bound', 'limit']],
  [/^a list of length (at least|at most|more than|less than) (\d+)$/, 'listLength', ['bound', 'limit']],
  [/^a text that matches (.+)$/, 'pattern', ['pattern']],
  [/^a list, or one template/, 'listOrTemplate', []],
  [/^at most (\d+) items/, 'items', ['limit']],
  [/^at most (\d+): the pool (\S+)/, 'poolSize', ['limit', 'pool']],
  [/^a setup: write setup: true in (.+)$/, 'setup', ['task']],
  [/^needs: \[(.+)\] in (.+)$/, 'needs', ['before', 'task']],
  [/^a comparison, true or false$/, 'comparison', []],
  [/^a task that needs this one$/, 'taskAfter', []],
  [/^another pipeline/, 'otherPipeline', []],
  [/^a name that is legal/, 'legalName', []],
  [/^a letter or _, then/, 'identifier', []],
  [/^a default: /, 'default', []],
  [/^a requirements\.txt/, 'requirements', []],
  [/^a folder with an environment/, 'environment', []],
  [/^a version such as/, 'interpreter', []],
  [/^a task that runs a program$/, 'program', []],
  [/^(\S+) does not exist in (\S+): it fires at (\S+)/, 'gap', ['wanted', 'zone', 'fires']],
  [
    /^(\S+) comes twice in (\S+): it fires at (\S+), not at (\S+)/,
    'fold',
    ['wanted', 'zone', 'fires', 'other'],
  ],
  // Something to write, in YAML.
  [/^([a-z_]+: .+) at the top$/, 'writeAtTop', ['yaml']],
  [/^([a-z_]+: \S+) in (\S+)$/, 'writeIn', ['yaml', 'task']],
  [/^([a-z_]+: [^ ].*)$/, 'write', ['yaml']],
];

/** A sentence of what would be right; null where there are no words for it in the language. */
function wordExpected(expected: string, t: TFunction, language: string): string | null {
  if (expected === '') return null;
  const types = wordTypes(expected, t);
  if (types !== null) return types;
  for (const [pattern, phrase, names] of phrases) {
    const found = pattern.exec(expected);
    if (found === null) continue;
    const values = Object.fromEntries(names.map((name, at) => [name, wordBound(found[at + 1] ?? '', t)]));
    // Each phrase has its own gaps, which its pattern fills.
    return (t as (key: string, values: object) => string)(`pipelineChecks.expected.${phrase}`, values);
  }
  // Better than nothing to those who read it as it stands.
  return language === 'en' ? t('pipelineChecks.expected.other', { expected }) : null;
}

const types: Readonly<Record<string, keyof typeof pipelineChecks.types>> = {
  'a text': 'text',
  'a number': 'number',
  'a whole number': 'whole',
  'true or false': 'boolean',
  'a list, such as [a, b]': 'list',
  'a mapping of keys to values': 'mapping',
  nothing: 'nothing',
};

/** `a text or a list, such as [a, b]` */
function wordTypes(expected: string, t: TFunction): string | null {
  // Its own "or" is none between two.
  const parts = expected.replaceAll('true or false', 'true/false').split(' or ');
  const words = parts.map((part) => types[part.replace('true/false', 'true or false')]);
  if (words.some((word) => word === undefined)) return null;
  const what = words.flatMap((word) => (word === undefined ? [] : [t(`pipelineChecks.types.${word}`)]));
  return t('pipelineChecks.expected.types', { what: what.join(` ${t('pipelineChecks.or')} `) });
}

const bounds: Readonly<Record<string, keyof typeof pipelineChecks.bounds>> = {
  'at least': 'atLeast',
  'at most': 'atMost',
  'more than': 'moreThan',
  'less than': 'lessThan',
};

const cronParts: Readonly<Record<string, keyof typeof pipelineChecks.cronParts>> = {
  minute: 'minute',
  hour: 'hour',
  'day of month': 'day',
  month: 'month',
  'day of week': 'weekday',
};

function wordBound(text: string, t: TFunction): string {
  const bound = bounds[text];
  if (bound !== undefined) return t(`pipelineChecks.bounds.${bound}`);
  const part = cronParts[text];
  return part === undefined ? text : t(`pipelineChecks.cronParts.${part}`);
}
