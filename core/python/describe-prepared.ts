import type { ModelRemark, PreparedPython } from '#contract/python.ts';
import type { ModelNeeds } from './model-needs.ts';
import type { Requirement } from './requirements.ts';
import { minorOf } from './versions.ts';

/** What a model was logged with, and the Python that it would run in. */
export interface ModelPythonState {
  /** `3.11.9`; null when it was not recorded. */
  recorded: string | null;
  requirements: readonly Requirement[];
  /** Null: none is ready yet, an environment has to be made first. */
  target: {
    path: string;
    version: string;
    /** Normalised name -> version; null in an environment that was made to the requirements themselves. */
    packages: ReadonlyMap<string, string> | null;
  } | null;
}

/** The Python that a model got, with what differs from the one that it was logged with. */
export function describePrepared(
  python: string,
  version: string,
  environmentId: string | null,
  { python: recorded }: ModelNeeds,
): PreparedPython {
  const differs = recorded !== null && minorOf(recorded) !== minorOf(version);
  const remarks: ModelRemark[] = differs
    ? [
        {
          code: 'other_python',
          facts: { recorded, found: version },
          text: `The model was logged with Python ${recorded} and runs with ${version}.`,
        },
      ]
    : [];
  return { python, version, environmentId, remarks };
}
