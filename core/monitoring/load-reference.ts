import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { hasCode, StileError, systemCode } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import { locateModelFolder } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { Reference, ReferenceGroup } from './reference.ts';

const referenceFile = 'reference.json';

const referenceData = z.object({
  format: z.literal('stile.reference/1'),
  n: z.number().int(),
  classes: z.array(z.string()),
  predictedClassIndex: z.array(z.number().int()),
  confidence: z.array(z.number()),
  oovShare: z.array(z.number()),
  lengthTokens: z.array(z.number()),
  /** Consecutive rows of one source each; left out: all rows are of one. */
  groups: z.array(z.object({ name: z.string(), rows: z.number().int().min(0) })).optional(),
});
type ReferenceData = z.infer<typeof referenceData>;

/**
 * The scored rows that a model version brings along; null when it brings none, or the version is gone.
 * @throws MODEL_DAMAGED when the file is there but cannot be read
 */
export async function loadReference(ctx: EngineContext, uri: string): Promise<Reference | null> {
  const text = await readReference(ctx, uri);
  if (text === null) return null;
  const parsed = referenceData.safeParse(parseJson(text));
  if (!parsed.success || !isWhole(parsed.data)) throw damagedReference(uri);
  const digest = createHash('sha256').update(text).digest('hex');
  return { modelUri: uri, digest, groups: splitGroups(parsed.data) };
}

async function readReference(ctx: EngineContext, uri: string): Promise<string | null> {
  try {
    return await readFile(join(locateModelFolder(ctx, uri), referenceFile), 'utf8');
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND') || systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isWhole({
  n,
  predictedClassIndex,
  confidence,
  oovShare,
  lengthTokens,
  groups,
}: ReferenceData): boolean {
  const grouped = groups === undefined ? n : groups.reduce((sum, { rows }) => sum + rows, 0);
  const columns = [predictedClassIndex, confidence, oovShare, lengthTokens];
  return grouped === n && columns.every(({ length }) => length === n);
}

function splitGroups(data: ReferenceData): ReferenceGroup[] {
  let from = 0;
  return (data.groups ?? [{ name: 'reference', rows: data.n }]).map(({ name, rows }) => {
    const [start, end] = [from, from + rows];
    from = end;
    return {
      name,
      predictions: data.predictedClassIndex.slice(start, end).map((index) => data.classes[index] ?? ''),
      confidence: Float64Array.from(data.confidence.slice(start, end)),
      oovShare: Float64Array.from(data.oovShare.slice(start, end)),
      length: Float64Array.from(data.lengthTokens.slice(start, end)),
    };
  });
}

function damagedReference(uri: string): StileError {
  const remedy = 'Train the model again and register it as a new version.';
  const problem = 'it is not a whole reference of scored rows';
  return new StileError('MODEL_DAMAGED', `${referenceFile} of ${uri} cannot be used: ${problem}. ${remedy}`, {
    model: uri,
    file: referenceFile,
    problem,
    remedy,
  });
}
