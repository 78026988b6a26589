/** Why packages could not be installed, from what pip or uv says. */
export interface InstallFailure {
  /** The package that failed, as it was asked for: `scikit-learn==1.2.1`; empty when it cannot be told. */
  package: string;
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
    problem: last.slice(0, 300),
    remedy: 'The log of the engine has all of what pip said.',
  };
}

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
        problem: hasNone
          ? `no version of it was found for Python ${python}`
          : `Python ${python} has no such version`,
        remedy:
          'Install the version of Python that the model was logged with, or log the model again with packages that this one has.',
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
            problem: `no version of it fits Python ${python}`,
            remedy: 'Install the version of Python that the model was logged with.',
          },
  },
  { pattern: /Failed to fetch: `[^`]*\/simple\/([^/`]+)\/?`/i, explain: (found) => offline(found) },
  {
    pattern: /Failed building wheel for ([^\n]+)|Failed to build `?([^\s`]+)/i,
    explain: (found) => ({
      package: found,
      problem: 'it has no ready-made wheel for this machine, and building it failed',
      remedy:
        'Install the version of Python that the model was logged with, for which there are wheels, or a compiler.',
    }),
  },
  {
    pattern: /Cannot install ([^\n]+?) because these package versions have conflicting dependencies/i,
    explain: (found) => ({
      package: found,
      problem: 'the recorded versions do not go together',
      remedy: 'Log the model again from an environment that pip finds consistent (`pip check`).',
    }),
  },
  { pattern: offlineSigns, explain: () => offline('') },
];

function offline(found: string): InstallFailure {
  return {
    package: found,
    problem: 'the package index cannot be reached',
    remedy:
      'Connect to the network once, or point PIP_FIND_LINKS at a folder of wheels and set PIP_NO_INDEX=1, or name a Python that has the packages in STILE_PYTHON.',
  };
}
