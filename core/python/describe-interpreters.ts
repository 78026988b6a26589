import type { PythonInterpreter } from '#contract/python.ts';
import { isUsable } from './choose-interpreter.ts';
import type { FoundInterpreters } from './find-interpreters.ts';

/** What a screen is told of the Pythons that were found. */
export function describeInterpreters({ interpreters, broken }: FoundInterpreters): PythonInterpreter[] {
  const good = interpreters.map((interpreter) => {
    const { path, source, version, implementation, packages, hasVenv, isExternallyManaged } = interpreter;
    return {
      path,
      source,
      version,
      implementation,
      mlflow: packages.get('mlflow') ?? packages.get('mlflow-skinny') ?? null,
      packages: packages.size,
      hasVenv,
      isExternallyManaged,
      problem: isUsable(interpreter) ? null : 'it is older than Python 3.8',
      refusal: isUsable(interpreter) ? null : ('too_old' as const),
    };
  });
  const bad = broken.map(({ path, source, problem, refusal }) => ({
    path,
    source,
    version: null,
    implementation: null,
    mlflow: null,
    packages: 0,
    hasVenv: false,
    isExternallyManaged: false,
    problem,
    refusal,
  }));
  return [...good, ...bad];
}
