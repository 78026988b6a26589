import { spawnSync } from 'node:child_process';

/** A Python that can hold the MLflow clients, or why there is none. */
export type FoundPython =
  { kind: 'found'; command: string[]; version: string } | { kind: 'missing'; reason: string };

/** Asks one candidate for its version: null when it is no Python or cannot make environments. */
export type PythonProbe = (command: string[]) => string | null;

/** The lock files hold wheels for these versions of Python, the newest of them first. */
const supportedMinors = [13, 12, 11, 10];

/**
 * STILE_PYTHON, or else the first of python3, python and the versioned names (`py` on Windows) that is a
 * supported version with `venv` and `ensurepip`.
 */
export function findPython(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  probe: PythonProbe = probePython,
): FoundPython {
  const chosen = env['STILE_PYTHON'];
  const seen: string[] = [];
  for (const command of chosen ? [[chosen]] : candidates(platform)) {
    const version = probe(command);
    if (version === null) continue;
    if (isSupported(version)) return { kind: 'found', command, version };
    seen.push(version);
  }
  return { kind: 'missing', reason: missingSentence(chosen, seen) };
}

function candidates(platform: NodeJS.Platform): string[][] {
  const versioned = supportedMinors.map((minor) =>
    platform === 'win32' ? ['py', `-3.${minor}`] : [`python3.${minor}`],
  );
  return [['python3'], ['python'], ...versioned];
}

function isSupported(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major === 3 && supportedMinors.some((supported) => supported === minor);
}

function probePython([program = '', ...args]: string[]): string | null {
  const question = 'import ensurepip, platform, venv; print(platform.python_version())';
  const answer = spawnSync(program, [...args, '-c', question], { encoding: 'utf8', timeout: 20_000 });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

function missingSentence(chosen: string | undefined, seen: string[]): string {
  const wanted = `Python 3.${supportedMinors.at(-1)} to 3.${supportedMinors[0]} with venv and ensurepip`;
  if (chosen !== undefined)
    return `STILE_PYTHON names ${chosen}, which is not ${wanted}${seen.length > 0 ? ` but ${seen.join()}` : ''}`;
  const found = seen.length > 0 ? ` (only ${[...new Set(seen)].join(', ')})` : '';
  return `${wanted} is not installed${found}: install one, or name its program in STILE_PYTHON`;
}
