import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { showValue, StileError } from '#core/kernel/errors.ts';
import { makeFolders, pathExists, removeWithRetry, renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import { parseJson } from '#core/kernel/json.ts';
import {
  buildModelFiles,
  exampleFile,
  modelFile,
  referenceFile,
  textFlavor,
  type ModelFolderContent,
} from './model-files.ts';
import { modelDamaged, readMlmodel, readModelFile, type ModelInfo, type ModelSignature } from './mlmodel.ts';
import { referenceSchema, type ReferenceData } from './reference-data.ts';
import { findModelMismatch, textModelFormat, textModelSchema, type TextModel } from './text-model.ts';

export interface LoadedTextModel {
  model: TextModel;
  signature: ModelSignature | null;
  reference: ReferenceData | null;
  info: ModelInfo;
  inputExample: string[] | null;
}

/**
 * Writes a model folder in MLflow's layout, whole or not at all: it is made beside its place, synced and renamed.
 * @throws ALREADY_EXISTS when something has that name
 */
export async function saveTextModelFolder(folder: string, content: ModelFolderContent): Promise<void> {
  if (await pathExists(folder)) throw alreadyThere(folder);
  const temporary = `${folder}.${process.pid}.${content.modelUuid.slice(0, 8)}.tmp`;
  makeFolders(dirname(folder));
  try {
    await removeWithRetry(temporary);
    await writeFolder(temporary, buildModelFiles(content));
    await renameWithRetry(temporary, folder);
  } catch (error) {
    await removeWithRetry(temporary);
    throw error;
  }
  syncFolder(dirname(folder));
}

/**
 * Reads a model folder and checks that its files are whole, belong together and are what was written.
 * @throws MODEL_DAMAGED naming the file; MODEL_NOT_RUNNABLE for a model of another kind
 */
export async function loadTextModelFolder(folder: string): Promise<LoadedTextModel> {
  const { info, flavors } = await readMlmodel(folder);
  const settings = flavors.get(textFlavor);
  if (settings === undefined) throw notRunnable(folder, info.flavors, 'it has no text model of Stile');
  const flavor = flavorSchema.safeParse(settings);
  if (!flavor.success) throw modelDamaged(folder, 'MLmodel', `the flavor ${textFlavor} is incomplete`);
  const { format, sha256 } = flavor.data;
  if (format !== textModelFormat) {
    throw notRunnable(
      folder,
      info.flavors,
      `its format is ${showValue(format)}, this Stile reads ${textModelFormat}`,
    );
  }
  const texts = new Map<string, string>();
  for (const [file, digest] of Object.entries(sha256))
    texts.set(file, await readChecked(folder, file, digest));
  const modelText = texts.get(modelFile) ?? (await readModelFile(folder, modelFile));
  const referenceText = texts.get(referenceFile);
  return {
    model: readModel(folder, modelText),
    reference: referenceText === undefined ? null : readReference(folder, referenceText),
    signature: info.signature,
    info,
    inputExample: await readExample(folder),
  };
}

/** Files with a digest, which keeps an edited or half-copied model from answering. */
const flavorSchema = z.object({
  format: z.string(),
  sha256: z.partialRecord(z.enum([modelFile, referenceFile]), z.string()),
});

async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const folders = new Set([folder]);
  for (const [path, content] of files) {
    const full = join(folder, ...path.split('/'));
    folders.add(dirname(full));
    await mkdir(dirname(full), { recursive: true });
    const file = await open(full, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  for (const path of folders) syncFolder(path);
}

async function readChecked(folder: string, file: string, digest: string): Promise<string> {
  const text = await readModelFile(folder, file);
  const found = createHash('sha256').update(text).digest('hex');
  if (found === digest) return text;
  const problem = `its content was changed or cut off after it was saved (SHA-256 ${found.slice(0, 12)}...)`;
  throw modelDamaged(folder, file, problem);
}

function readModel(folder: string, text: string): TextModel {
  const parsed = textModelSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw modelDamaged(
      folder,
      modelFile,
      where === '' ? 'it is no JSON of a text model' : `"${where}" is not as it must be`,
    );
  }
  const mismatch = findModelMismatch(parsed.data);
  if (mismatch !== null) throw modelDamaged(folder, modelFile, mismatch);
  return parsed.data;
}

function readReference(folder: string, text: string): ReferenceData {
  const parsed = referenceSchema.safeParse(parseJson(text));
  if (!parsed.success) throw modelDamaged(folder, referenceFile, 'it is no reference data');
  return parsed.data;
}

const exampleSchema = z.object({ data: z.array(z.tuple([z.string()])) });

async function readExample(folder: string): Promise<string[] | null> {
  const parsed = exampleSchema.safeParse(parseJson(await readModelFile(folder, exampleFile)));
  if (!parsed.success) throw modelDamaged(folder, exampleFile, 'it holds no rows with one text each');
  return parsed.data.data.map(([text]) => text);
}

function alreadyThere(folder: string): StileError {
  return new StileError(
    'ALREADY_EXISTS',
    `${folder} is there already. A model is saved to a new folder: choose another name or remove it first.`,
    { kind: 'file', name: folder, id: folder, lifecycle: 'active' },
  );
}

function notRunnable(folder: string, flavors: string[], problem: string): StileError {
  const remedy = 'Use a model that was trained in Stile, or load this one in Python with MLflow.';
  const shown = flavors.join(', ') || 'none';
  return new StileError(
    'MODEL_NOT_RUNNABLE',
    `The model in ${folder} cannot be run here: ${problem} (flavors: ${shown}). ${remedy}`,
    { model: folder, flavors, remedy },
  );
}
