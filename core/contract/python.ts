import * as z from 'zod';
import { base, nothing } from './base.ts';
import { timestamp } from './entities.ts';

/** Why something failed, for a screen to word: the code of an error with its data. */
export const failure = z.object({ code: z.string(), data: z.record(z.string(), z.json()) });
export type Failure = z.infer<typeof failure>;

/** A Python of this machine. */
export const pythonInterpreter = z.object({
  path: z.string(),
  /** How it was found: `STILE_PYTHON`, `project`, `VIRTUAL_ENV`, `PATH`, `pyenv` and the like. */
  source: z.string(),
  /** `3.11.9`; null when it did not answer. */
  version: z.string().nullable(),
  implementation: z.string().nullable(),
  /** The version of MLflow in it; null when there is none. */
  mlflow: z.string().nullable(),
  packages: z.number().int(),
  /** It can make virtual environments. */
  hasVenv: z.boolean(),
  /** A system's own, into which nothing may be installed. */
  isExternallyManaged: z.boolean(),
  /** Why models cannot run in it; null when they can. */
  problem: z.string().nullable(),
  /** The same for a screen: too old, cannot be started, did not answer in time, or answered nonsense. */
  refusal: z.enum(['too_old', 'cannot_start', 'late', 'broken']).nullable(),
});
export type PythonInterpreter = z.infer<typeof pythonInterpreter>;

/** An environment that Stile makes for models with the same requirements; workspaces share them. */
export const pythonEnvironment = z.object({
  id: z.string(),
  state: z.enum(['preparing', 'ready', 'failed']),
  /** Its folder. */
  path: z.string(),
  version: z.string(),
  requirements: z.array(z.string()),
  createdAt: timestamp.nullable(),
  usedAt: timestamp.nullable(),
  /** What the installer said last, while it is prepared. */
  line: z.string().nullable(),
  problem: z.string().nullable(),
  failure: failure.nullable(),
  /** Bytes of its files; null while it is prepared and where it failed. */
  bytes: z.number().int().nullable(),
});
export type PythonEnvironment = z.infer<typeof pythonEnvironment>;

/** What is not as it was when a model was logged, or not as one would wish. */
export const modelRemark = z.object({
  /**
   * Why, for a screen to word: it was logged with another Python (`recorded`, `found`); ONNX Runtime cannot load it
   * (`problem`); its own input example fails (`problem`); or `other`, in the words of whoever said it.
   */
  code: z.enum(['other_python', 'onnx_cannot', 'example_fails', 'other']),
  facts: z.record(z.string(), z.string()),
  /** The same as a sentence, for terminals and logs. */
  text: z.string(),
});
export type ModelRemark = z.infer<typeof modelRemark>;

/** The Python that a model runs in. */
export const preparedPython = z.object({
  /** What to start. */
  python: z.string(),
  version: z.string(),
  /** Null: a Python that has all packages already, into which nothing was installed. */
  environmentId: z.string().nullable(),
  /** What differs from the Python that the model was logged with. */
  remarks: z.array(modelRemark),
});
export type PreparedPython = z.infer<typeof preparedPython>;

const environmentRef = z.strictObject({ id: z.string() });

export const pythonProcedures = {
  /** `refresh`: look again instead of saying what was found before. */
  interpreters: base
    .input(z.strictObject({ refresh: z.boolean().default(false) }))
    .output(z.object({ interpreters: z.array(pythonInterpreter) })),
  environments: base.input(z.strictObject({})).output(z.object({ environments: z.array(pythonEnvironment) })),
  /** Finds or makes the Python of a model: `models:/churn@champion`, `runs:/<run>/model`. May take minutes. */
  prepare: base.input(z.strictObject({ model: z.string() })).output(preparedPython),
  /** Ends the making of an environment. */
  cancel: base.input(environmentRef).output(nothing),
  remove: base.input(environmentRef).output(nothing),
};
