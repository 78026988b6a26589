import { satisfies } from './versions.ts';

/** One package of a requirements file (PEP 508). */
export interface Requirement {
  /** As PEP 503 normalises it: `scikit-learn`. */
  name: string;
  /** `==1.4.2`, `>=1,<3`; empty for any version. */
  specifier: string;
  /** Null: for every system and Python. */
  marker: string | null;
  /** An address instead of a version: `git+https://...`. */
  url: string | null;
}

export interface RequirementsFile {
  requirements: Requirement[];
  /** Lines that are neither a package nor a comment: `--extra-index-url ...`, `-e .`, a file of a wheel. */
  others: string[];
}

/** Reads the text of a requirements file; what it includes by `-r` or `-c` is left to pip. */
export function parseRequirements(text: string): RequirementsFile {
  const file: RequirementsFile = { requirements: [], others: [] };
  for (const line of joinLines(text)) {
    const requirement = parseRequirement(line);
    if (requirement === null) file.others.push(line);
    else file.requirements.push(requirement);
  }
  return file;
}

/** Lines without comments and hashes; a backslash joins a line with the next. */
function joinLines(text: string): string[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, '')
        .replace(/\s--hash[= ]\S+/g, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

const requirementPattern =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:@\s*(\S+)|\(?([=<>!~][^;)]*)\)?)?\s*(?:;\s*(.+))?$/;

/** Null when the line is no package. */
function parseRequirement(line: string): Requirement | null {
  const match = requirementPattern.exec(line);
  if (match === null) return null;
  const [, name = '', url, specifier = '', marker] = match;
  return {
    name: normalizeName(name),
    specifier: specifier
      .split(',')
      .map((part) => part.replace(/\s/g, ''))
      .filter((part) => part !== '')
      .sort()
      .join(','),
    marker: marker?.trim() ?? null,
    url: url ?? null,
  };
}

/** PEP 503: `Scikit_Learn` is `scikit-learn`. */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** What PEP 508's markers ask about. */
export interface MarkerFacts {
  python_version: string;
  python_full_version: string;
  sys_platform: string;
  platform_system: string;
  platform_machine: string;
  implementation_name: string;
}

/**
 * True when a requirement is meant for a Python. Comparisons joined by `and` and `or` without parentheses are read;
 * anything else counts as meant, so that what cannot be judged is rather installed than missing.
 */
export function isMeantFor({ marker }: Pick<Requirement, 'marker'>, facts: MarkerFacts): boolean {
  if (marker === null || /[()]/.test(marker)) return true;
  return marker.split(/\s+or\s+/).some((part) => part.split(/\s+and\s+/).every((test) => holds(test, facts)));
}

function holds(test: string, facts: MarkerFacts): boolean {
  const match = /^(\S+?)\s*(===|==|!=|~=|<=|>=|<|>|\bnot\s+in\b|\bin\b)\s*(\S+)$/.exec(test.trim());
  if (match === null) return true;
  const [, left = '', written = '', right = ''] = match;
  const isTurned = /^['"]/.test(left);
  const [name, quoted] = isTurned ? [right, left] : [left, right];
  const operator = isTurned ? (turned[written] ?? written) : written;
  return name !== 'extra' && compareFact(name, operator, quoted.replace(/^['"]|['"]$/g, ''), facts);
}

function compareFact(name: string, operator: string, value: string, facts: MarkerFacts): boolean {
  const known = new Map(Object.entries(facts)).get(name) as string | undefined;
  if (known === undefined) return true;
  if (name.startsWith('python_')) return satisfies(known, `${operator}${value}`);
  if (operator === '==') return known === value;
  return operator !== '!=' || known !== value;
}

const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** The requirements in one spelling and order, as the key of an environment. */
export function canonicalText({ requirements, others }: RequirementsFile): string {
  const lines = requirements.map(({ name, specifier, marker, url }) =>
    [name, url === null ? specifier : `@${url}`, marker === null ? '' : `;${marker}`].join(''),
  );
  return [...new Set([...lines, ...others])].sort().join('\n');
}
