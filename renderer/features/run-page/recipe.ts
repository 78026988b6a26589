import type { DatasetInput, Param, Run } from '#contract/entities.ts';
import { quoteForShell } from '../runs/index.ts';

export type Shell = 'sh' | 'powershell';

/** What is said beside the commands, as comments. */
export type RecipeWords = {
  readonly code: string;
  readonly noCommit: string;
  readonly environment: string;
  readonly data: (input: DatasetInput) => string;
  readonly params: string;
  readonly run: string;
};

export type RecipeFacts = {
  readonly run: Run;
  readonly inputs: readonly DatasetInput[];
  /** The file that lists its packages, as a path among the run's files; null where there is none. */
  readonly requirements: string | null;
  /** `3.12.4`; null where no file says it. */
  readonly python: string | null;
  readonly trackingUri: string | null;
  readonly experiment: string;
};

/** The commands that make a run again, step by step, for one shell. Nothing in a logged value can run. */
export function writeRecipe(facts: RecipeFacts, shell: Shell, words: RecipeWords): string {
  const quote = shell === 'powershell' ? quoteForPowerShell : quoteForShell;
  const { run, inputs } = facts;
  const tag = (key: string): string => run.tags.find((one) => one.key === key)?.value ?? '';
  // What begins with a dash would be read as an option of git, and some of those run programs.
  const commit = withoutOption(tag('mlflow.source.git.commit'));
  const repository = withoutOption(tag('mlflow.source.git.repoURL'));
  const steps: string[][] = [];
  if (commit === '') steps.push([comment(words.noCommit)]);
  else
    steps.push([
      comment(words.code),
      ...(repository === '' ? [] : [`git clone -- ${quote(repository)} reproduce`, 'cd reproduce']),
      `git checkout ${quote(commit)}`,
    ]);
  if (facts.requirements !== null)
    steps.push([comment(words.environment), ...environment(facts, shell, quote)]);
  if (inputs.length > 0) steps.push(inputs.map((input) => comment(words.data(input))));
  if (run.params.length > 0)
    steps.push([comment(words.params), ...run.params.map((param) => comment(showParam(param)))]);
  steps.push([comment(words.run), ...runLines(facts, shell, quote, tag)]);
  return steps.map((lines) => lines.join('\n')).join('\n\n');
}

type Quote = (text: string) => string;

function environment(
  { run, requirements, python }: RecipeFacts,
  shell: Shell,
  quote: Quote,
): readonly string[] {
  const file = requirements ?? '';
  const interpreter = python === null ? 'python' : `python${python.split('.').slice(0, 2).join('.')}`;
  return [
    shell === 'powershell' ? 'python -m venv .venv' : `${quote(interpreter)} -m venv .venv`,
    shell === 'powershell' ? '.venv\\Scripts\\Activate.ps1' : '. .venv/bin/activate',
    `stile artifact get ${quote(run.runId)} ${quote(file)} --output requirements.txt`,
    'pip install -r requirements.txt',
  ];
}

function runLines(
  { trackingUri, experiment }: RecipeFacts,
  shell: Shell,
  quote: Quote,
  tag: Quote,
): readonly string[] {
  const set = (name: string, value: string): string =>
    shell === 'powershell' ? `$env:${name} = ${quote(value)}` : `export ${name}=${quote(value)}`;
  const source = tag('mlflow.source.name');
  const entry = tag('mlflow.project.entryPoint');
  const isScript = /\.(py|ipynb)$/.test(source);
  return [
    ...(trackingUri === null ? [] : [set('MLFLOW_TRACKING_URI', trackingUri)]),
    ...(experiment === '' ? [] : [set('MLFLOW_EXPERIMENT_NAME', experiment)]),
    ...(entry === ''
      ? isScript
        ? [`python ${quote(source.startsWith('-') ? `./${source}` : source)}`]
        : []
      : [`mlflow run . -e ${quote(entry)}`]),
  ];
}

/** Nothing where a text would be taken for an option, or for a transport of git that is a program. */
function withoutOption(text: string): string {
  return text.startsWith('-') || /^[\w+.-]+::/.test(text) ? '' : text;
}

function showParam({ key, value }: Param): string {
  return `${key} = ${value}`;
}

/** Line breaks in a logged value would end the comment, and the rest of the value would run. */
function comment(text: string): string {
  return `# ${text.replaceAll(/[\r\n\u2028\u2029\v\f\u0085]+/g, ' ')}`;
}

/** One word of PowerShell that means exactly `text`: all its kinds of single quote are doubled. */
function quoteForPowerShell(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}
