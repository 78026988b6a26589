import { readRuntime } from '#core/models/index.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { findReady } from './choose-interpreter.ts';
import { readEnvironment } from './environment-store.ts';
import type { FoundInterpreters } from './find-interpreters.ts';
import { readModelNeeds, type ModelNeeds } from './model-needs.ts';
import type { Requirement } from './requirements.ts';

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

/** Where environments lie, and how the Pythons of the machine are found. */
export interface ModelPythonPlace {
  platform: Platform;
  /** The folder of all environments. */
  root: string;
  /** `linux-x64` */
  machine: string;
  find(): Promise<FoundInterpreters>;
}

/** @throws MODEL_DAMAGED, MODEL_NOT_RUNNABLE */
export async function inspectModel(place: ModelPythonPlace, folder: string): Promise<ModelPythonState> {
  const needs = await readNeeds(place, folder);
  const { python: recorded, requirements } = needs;
  const stored = await readEnvironment(place.platform, place.root, needs.key);
  if (stored !== null) {
    return {
      recorded,
      requirements,
      target: { path: stored.python, version: stored.version, packages: null },
    };
  }
  const ready = findReady((await place.find()).interpreters, needs);
  if (ready === null) return { recorded, requirements, target: null };
  const { path, version, packages } = ready;
  return { recorded, requirements, target: { path, version, packages } };
}

/** What the model in a folder needs of a Python. @throws MODEL_DAMAGED, MODEL_NOT_RUNNABLE */
export async function readNeeds(
  { machine }: Pick<ModelPythonPlace, 'machine'>,
  folder: string,
): Promise<ModelNeeds> {
  const runtime = await readRuntime(folder);
  const loadsWithoutMlflow =
    runtime.kind === 'text' || (runtime.kind === 'python' && runtime.model.loadsWithoutMlflow);
  return readModelNeeds(folder, machine, loadsWithoutMlflow);
}
