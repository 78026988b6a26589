import * as z from 'zod';
import { parseJson } from '#core/kernel/json.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { buildChildEnvironment } from '#core/processes/child-environment.ts';
import { runToEnd } from '#core/processes/run-to-end.ts';
import type { InterpreterPlace, InterpreterSource } from './interpreter-places.ts';
import { normalizeName, type MarkerFacts } from './requirements.ts';

/** A Python that answered. */
export interface Interpreter {
  /** absolute: what to start */
  path: string;
  source: InterpreterSource;
  /** `3.11.9` */
  version: string;
  implementation: string;
  /** The folder of its environment; `basePrefix` differs within a virtual environment. */
  prefix: string;
  basePrefix: string;
  /** It can make virtual environments, with pip in them. */
  hasVenv: boolean;
  hasPip: boolean;
  /** A system's own, into which nothing may be installed (PEP 668). */
  isExternallyManaged: boolean;
  /** Normalised name -> version */
  packages: ReadonlyMap<string, string>;
  markers: MarkerFacts;
}

/** A file that looked like a Python and is not one that can be used. */
export interface BrokenInterpreter extends InterpreterPlace {
  problem: string;
  /** It cannot be started, did not answer in time, or answered nonsense. */
  refusal: 'cannot_start' | 'late' | 'broken';
}

export type Probed = { ok: true; interpreter: Interpreter } | { ok: false; broken: BrokenInterpreter };

const probeMs = 20_000;

/** Asks a Python what it is and which packages it has. Null when there is no such file. */
export async function probeInterpreter(
  place: InterpreterPlace,
  platform: Platform,
  env: Environment,
): Promise<Probed | null> {
  const { stdout, stderr, isLate, code, problem, problemCode } = await runToEnd(
    {
      platform,
      command: place.path,
      args: ['-I', '-c', script],
      env: buildChildEnvironment(platform, env, { PYTHONUTF8: '1' }),
    },
    probeMs,
  );
  if (problemCode === 'ENOENT') return null;
  const broken = (refusal: BrokenInterpreter['refusal'], words: string): Probed => ({
    ok: false,
    broken: { ...place, problem: words, refusal },
  });
  if (problem !== null) return broken('cannot_start', `it cannot be started (${problem})`);
  if (isLate) return broken('late', `it did not answer within ${probeMs / 1000} seconds`);
  const answer = probeSchema.safeParse(parseJson(stdout));
  if (!answer.success)
    return broken('broken', `it ended with code ${code}: ${lastLine(stderr) || 'no answer'}`);
  return { ok: true, interpreter: toInterpreter(place, answer.data) };
}

const probeSchema = z.object({
  executable: z.string(),
  version: z.string(),
  implementation: z.string(),
  prefix: z.string(),
  base_prefix: z.string(),
  venv: z.boolean(),
  pip: z.boolean(),
  managed: z.boolean(),
  packages: z.array(z.tuple([z.string(), z.string()])),
  sys_platform: z.string(),
  system: z.string(),
  machine: z.string(),
});

function toInterpreter(place: InterpreterPlace, answer: z.infer<typeof probeSchema>): Interpreter {
  const { version, implementation, prefix, base_prefix, venv, pip, managed, packages } = answer;
  return {
    ...place,
    version,
    implementation,
    prefix,
    basePrefix: base_prefix,
    hasVenv: venv,
    hasPip: pip,
    isExternallyManaged: managed,
    // The first of a name is the one that an import finds.
    packages: new Map(packages.map(([name, of]): [string, string] => [normalizeName(name), of]).reverse()),
    markers: {
      python_version: version.split('.').slice(0, 2).join('.'),
      python_full_version: version,
      sys_platform: answer.sys_platform,
      platform_system: answer.system,
      platform_machine: answer.machine,
      implementation_name: implementation,
    },
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}

/** Runs on every Python from 3.6 on; one that is older answers with an error of its own. */
const script = `
import json, os, platform, sys, sysconfig
from importlib.util import find_spec
try:
    from importlib.metadata import distributions
    packages = [(d.metadata["Name"], d.version) for d in distributions() if d.metadata["Name"]]
except ImportError:
    packages = []
print(json.dumps({
    "executable": sys.executable,
    "version": "%d.%d.%d" % sys.version_info[:3],
    "implementation": sys.implementation.name,
    "prefix": sys.prefix,
    "base_prefix": sys.base_prefix,
    "venv": find_spec("venv") is not None and find_spec("ensurepip") is not None,
    "pip": find_spec("pip") is not None,
    "managed": os.path.exists(os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")),
    "packages": packages,
    "sys_platform": sys.platform,
    "system": platform.system(),
    "machine": platform.machine(),
}))
`;
