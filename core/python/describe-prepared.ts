import type { ModelRemark, PreparedPython } from '#contract/python.ts';
import type { ModelNeeds } from './model-needs.ts';
import { minorOf } from './versions.ts';

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
