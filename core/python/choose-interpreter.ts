import type { Interpreter } from './probe-interpreter.ts';
import { isMeantFor, type Requirement } from './requirements.ts';
import { compareVersions, minorOf, satisfies } from './versions.ts';

/** What a model's own files say of the Python that it needs. */
export interface PythonNeeds {
  /** `3.11.9` as recorded; null when it was not. */
  python: string | null;
  requirements: readonly Requirement[];
  /** True when the model can also be loaded without MLflow: by its own flavor or its own loader. */
  loadsWithoutMlflow: boolean;
}

/** A package of which an interpreter has another version than the model needs, or none. */
export interface Mismatch {
  name: string;
  wanted: string;
  found: string | null;
}

/** Older Pythons cannot run the scoring program. */
const oldestPython = '3.8';

export function isUsable({ version }: Interpreter): boolean {
  return compareVersions(version, oldestPython) >= 0;
}

/**
 * What an interpreter lacks to run a model. MLflow itself is taken in any version of the same major, also as
 * mlflow-skinny, and is not needed at all where the model loads without it: what decides is what the model is made of.
 */
export function findMismatches(interpreter: Interpreter, needs: PythonNeeds): Mismatch[] {
  return needs.requirements.flatMap((requirement) => {
    if (!isMeantFor(requirement, interpreter.markers)) return [];
    const { name, specifier, url } = requirement;
    const wanted = url ?? specifier;
    if (mlflowNames.includes(name)) return findMlflowMismatch(interpreter, needs, wanted);
    const found = interpreter.packages.get(name) ?? null;
    return found !== null && url === null && satisfies(found, specifier) ? [] : [{ name, wanted, found }];
  });
}

const mlflowNames = ['mlflow', 'mlflow-skinny'];

function findMlflowMismatch({ packages }: Interpreter, needs: PythonNeeds, wanted: string): Mismatch[] {
  const found = packages.get('mlflow') ?? packages.get('mlflow-skinny') ?? null;
  if (found === null) return needs.loadsWithoutMlflow ? [] : [{ name: 'mlflow', wanted, found }];
  const exact = /^===?(\d+)/.exec(wanted)?.[1];
  const isSameMajor = exact === undefined ? satisfies(found, wanted) : found.split('.')[0] === exact;
  return isSameMajor ? [] : [{ name: 'mlflow', wanted, found }];
}

/** The first interpreter that runs a model as it is: the recorded minor version, and every package. */
export function findReady(interpreters: readonly Interpreter[], needs: PythonNeeds): Interpreter | null {
  const isReady = (interpreter: Interpreter): boolean =>
    isUsable(interpreter) &&
    (needs.python === null || minorOf(interpreter.version) === minorOf(needs.python)) &&
    findMismatches(interpreter, needs).length === 0;
  return interpreters.find(isReady) ?? null;
}

/**
 * The interpreter to make an environment with: the recorded version, else the recorded minor version, else the nearest one, the newer of two that
 * are equally near. Null when none can make environments.
 * @param canMake tells whether an interpreter can be used for that
 */
export function chooseBase(
  interpreters: readonly Interpreter[],
  wanted: string | null,
  canMake: (interpreter: Interpreter) => boolean,
): Interpreter | null {
  const able = interpreters.filter((interpreter) => isUsable(interpreter) && canMake(interpreter));
  if (wanted === null) return able[0] ?? null;
  let best: { interpreter: Interpreter; rank: number } | null = null;
  for (const interpreter of able) {
    const rank = distance(interpreter.version, wanted);
    if (best === null || rank < best.rank) best = { interpreter, rank };
  }
  return best?.interpreter ?? null;
}

/** Minors apart; the older of two equally near ones is a little farther, the very version nearer than any other. */
function distance(version: string, wanted: string): number {
  if (version === wanted) return -1;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  const apart = (major - wantedMajor) * 100 + minor - wantedMinor;
  return apart < 0 ? -apart + 0.5 : apart;
}
