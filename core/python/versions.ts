/** A version as PEP 440 orders them. */
interface Version {
  epoch: number;
  release: number[];
  /** dev < pre < the release itself < post: one number that sorts so, then its own number. */
  phase: [kind: number, number: number];
  /** Of a release that is `.dev` of a pre- or post-release as well. */
  dev: number;
}

const pattern =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?(?:(?:-(\d+))|(?:[-_.]?(post|rev|r)[-_.]?(\d*)))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;

const preKinds: Readonly<Record<string, number>> = {
  a: -3,
  alpha: -3,
  b: -2,
  beta: -2,
  c: -1,
  rc: -1,
  pre: -1,
  preview: -1,
};
const [devKind, finalKind, postKind] = [-4, 0, 1];

function parse(text: string): Version | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, epoch, release = '', pre, preNumber, implicitPost, post, postNumber, dev, devNumber] = match;
  const isPost = implicitPost !== undefined || post !== undefined;
  return {
    epoch: Number(epoch ?? 0),
    release: release.split('.').map(Number),
    phase: findPhase(pre, preNumber, isPost ? (implicitPost ?? postNumber ?? '') : null, dev !== undefined),
    dev: dev === undefined ? Infinity : Number(devNumber ?? 0),
  };
}

function findPhase(
  pre: string | undefined,
  preNumber: string | undefined,
  post: string | null,
  isDev: boolean,
): [number, number] {
  if (pre !== undefined) return [preKinds[pre.toLowerCase()] ?? -1, Number(preNumber ?? 0)];
  if (post !== null) return [postKind, Number(post)];
  return [isDev ? devKind : finalKind, 0];
}

/** Negative when `a` is older; versions that are none sort as text. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (left === null || right === null) return a < b ? -1 : a > b ? 1 : 0;
  return compareParsed(left, right);
}

function compareParsed(a: Version, b: Version): number {
  const length = Math.max(a.release.length, b.release.length);
  const parts = (version: Version): number[] => [
    version.epoch,
    ...Array.from({ length }, (_, i) => version.release[i] ?? 0),
    ...version.phase,
    version.dev,
  ];
  const [left, right] = [parts(a), parts(b)];
  for (const [i, value] of left.entries()) {
    const other = right[i] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/**
 * True when a version satisfies all conditions of a specifier such as `>=1.2,<2` (PEP 440). A condition that cannot be
 * read is not satisfied.
 */
export function satisfies(version: string, specifier: string): boolean {
  return specifier
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .every((part) => satisfiesOne(version, part));
}

function satisfiesOne(version: string, condition: string): boolean {
  const [, operator = '', wanted = ''] = /^(===|==|!=|~=|<=|>=|<|>)\s*(\S+)$/.exec(condition) ?? [];
  if (operator === '===') return version === wanted;
  if (wanted.endsWith('.*')) {
    const isPrefix = hasPrefix(version, wanted.slice(0, -2));
    return operator === '==' ? isPrefix : operator === '!=' && !isPrefix;
  }
  if (operator === '' || parse(wanted) === null) return false;
  return operator === '~=' ? isCompatible(version, wanted) : isInOrder(version, operator, wanted);
}

/** What a build adds behind a `+` counts only where it is asked for. */
function isInOrder(version: string, operator: string, wanted: string): boolean {
  const isLocal = wanted.includes('+');
  if (isLocal && operator === '==') return version.toLowerCase() === wanted.toLowerCase();
  const order = compareVersions(isLocal ? version : version.replace(/\+.*$/, ''), wanted);
  return tests[operator]?.(order) ?? false;
}

const tests: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
};

/** `~=1.4.2` is `>=1.4.2` and `==1.4.*`. */
function isCompatible(version: string, wanted: string): boolean {
  const release = parse(wanted)?.release;
  if (release === undefined || release.length < 2) return false;
  return compareVersions(version, wanted) >= 0 && hasPrefix(version, release.slice(0, -1).join('.'));
}

function hasPrefix(version: string, prefix: string): boolean {
  const [whole, part] = [parse(version), parse(prefix)];
  if (whole === null || part === null || whole.epoch !== part.epoch) return false;
  return part.release.every((value, i) => value === (whole.release[i] ?? 0));
}

/** `3.11` of `3.11.9`; null for what is no version of Python. */
export function minorOf(version: string): string | null {
  const match = /^(\d+)\.(\d+)/.exec(version);
  return match === null ? null : `${match[1]}.${match[2]}`;
}
