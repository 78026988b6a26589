import type { ErrorData } from '#contract/errors.ts';

/** Why packages could not be installed, from what pip or uv says. */
export interface InstallFailure {
  /** The package that failed, as it was asked for: `scikit-learn==1.2.1`; empty when it cannot be told. */
  package: string;
  cause: ErrorData<'PYTHON_ENVIRONMENT_FAILED'>['cause'];
  problem: string;
  remedy: string;
}

/** Lines of the end of an output that are looked at. */
const lookedAt = 200;

/** @param python the version that it was tried with */
export function explainInstallFailure(lines: readonly string[], python: string): InstallFailure {
  const text = lines.slice(-lookedAt).join('\n');
  for (const { pattern, explain } of explanations) {
    const match = pattern.exec(text);
    if (match !== null) return explain(match[1]?.trim() ?? '', text, python);
  }
  const last = lines.findLast((line) => line.trim() !== '')?.trim() ?? 'no word about why';
  return {
    package: '',
    cause: 'other',
    problem: last.slice(0, 300),
    remedy: 'The log of the engine has all of what pip said.',
  };
}

/** Of the requirements of a model or of a pipeline. */
const anotherVersion =
  'Ask for a version that this Python has (correct the requirements, or log the model again), or install the Python that they were written for.';

interface Explanation {
  pattern: RegExp;
  explain(found: string, text: string, python: string): InstallFailure;
}

const offlineSigns =
  /NewConnectionError|Name or service not known|Temporary failure in name resolution|getaddrinfo failed|nodename nor servname|Network is unreachable|Connection refused|ConnectTimeoutError|ProxyError|dns error|error sending request|Could not connect|client error \(Connect\)/i;

const explanations: readonly Explanation[] = [
  {
    pattern: /No space left on device|OSError: \[Errno 28\]|There is not enough space on the disk/i,
    explain: () => ({
      package: '',
      cause: 'disk_full',
      problem: 'the disk is full',
      remedy:
        'Free some space and try again; `stile python env remove` removes environments that are no longer needed.',
    }),
  },
  {
    pattern:
      /(?:No matching distribution found for|Could not find a version that satisfies the requirement) ([^\n(]+)/i,
    explain: (found, text, python) => {
      if (offlineSigns.test(text)) return offline(found);
      const hasNone = /\(from versions: none\)/.test(text);
      return {
        package: found,
        cause: 'no_version',
        problem: hasNone
          ? `no version of it was found for Python ${python}`
          : `Python ${python} has no such version`,
        remedy: anotherVersion,
      };
    },
  },
  {
    pattern: /Because (?:there is no version of|there are no versions of|only [^\n]*? of) ?([^\s,]+)/i,
    explain: (found, text, python) =>
      offlineSigns.test(text)
        ? offline(found)
        : {
            package: found,
            cause: 'no_version',
            problem: `no version of it fits Python ${python}`,
            remedy: anotherVersion,
          },
  },
  { pattern: /Failed to fetch: `[^`]*\/simple\/([^/`]+)\/?`/i, explain: (found) => offline(found) },
  {
    pattern: /Failed building wheel for ([^\n]+)|Failed to build `?([^\s`]+)/i,
    explain: (found) => ({
      package: found,
      cause: 'no_wheel',
      problem: 'it has no ready-made wheel for this machine, and building it failed',
      remedy:
        'Install a Python that there are wheels for, such as the one that the model was logged with or that the requirements were written for, or a compiler.',
    }),
  },
  {
    pattern: /Cannot install ([^\n]+?) because these package versions have conflicting dependencies/i,
    explain: (found) => ({
      package: found,
      cause: 'conflict',
      problem: 'the versions that are asked for do not go together',
      remedy:
        'Take versions from an environment that pip finds consistent (`pip check`): correct the requirements, or log the model again.',
    }),
  },
  { pattern: offlineSigns, explain: () => offline('') },
];

function offline(found: string): InstallFailure {
  return {
    package: found,
    cause: 'offline',
    problem: 'the package index cannot be reached',
    remedy:
      'Connect to the network once, or point PIP_FIND_LINKS at a folder of wheels and set PIP_NO_INDEX=1, or name a Python that has the packages in STILE_PYTHON.',
  };
}
