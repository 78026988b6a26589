import type { Outputs } from '#contract/procedures.ts';
import type { GateResult, ModelVersion } from '#contract/registry.ts';
import { describeFailure, StileError } from '#core/kernel/errors.ts';
import type { ModelScorers } from '#core/models/index.ts';
import { loadReference } from '#core/monitoring/index.ts';
import type { PythonService } from '#core/python/index.ts';
import { getModelVersion, getRegisteredModel } from '#core/registry/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { judgeChampion } from './gate-champion.ts';
import { judgeSchema } from './gate-schema.ts';
import { judgeSmoke } from './gate-smoke.ts';
import { readParity } from './parity.ts';

export interface GateParts {
  ctx: EngineContext;
  python: Pick<PythonService, 'inspectModel'>;
  models: ModelScorers;
}

/**
 * Holds a version against every gate. A gate that cannot be asked says so in its result: one that fails never hides
 * what the others found. @throws NOT_FOUND
 */
export async function runGates(
  parts: GateParts,
  input: { name: string; version: number },
  signal: AbortSignal = new AbortController().signal,
): Promise<Outputs['promotion']['gates']> {
  const { ctx, models } = parts;
  const candidate = getModelVersion(ctx, input);
  const champion = getRegisteredModel(ctx, input.name).champion?.version ?? null;
  const environment = await judgeEnvironment(parts, candidate);
  // Asking a model whose Python is not there yet would install it, which nobody has asked for.
  const canRun = environment.code !== 'not_ready' && environment.code !== 'no_files';
  return {
    gates: [
      await judgeChampion({ ctx, models: canRun ? models : null, signal }, candidate, champion),
      judgeSchema(candidate, champion),
      environment,
      canRun
        ? await judgeSmoke({ ctx, models, signal }, candidate)
        : { gate: 'smoke', state: 'skipped', code: 'not_ready', facts: {} },
      await judgeReference(ctx, candidate),
    ],
  };
}

const order = ['missing', 'major', 'minor', 'patch'] as const;

async function judgeEnvironment(
  { ctx, python }: GateParts,
  { name, version }: ModelVersion,
): Promise<GateResult> {
  const answer = (state: GateResult['state'], code: string, facts: GateResult['facts'] = {}): GateResult => ({
    gate: 'environment',
    state,
    code,
    facts,
  });
  try {
    const { runtime, target, rows } = await readParity(ctx, python, { name, version });
    if (runtime !== 'python') return answer('passed', runtime);
    if (target === null) return answer('failed', 'not_ready');
    const worst = order
      .map((level) => rows.find((row) => row.level === level))
      .find((row) => row !== undefined);
    if (worst === undefined) return answer('passed', 'same', { python: target.version });
    const facts = { package: worst.name, recorded: worst.recorded, found: worst.found };
    return answer(worst.level === 'patch' ? 'passed' : 'failed', worst.level, facts);
  } catch (error) {
    if (!(error instanceof StileError)) throw error;
    return { ...answer('failed', 'no_files', { problem: error.message }), failure: describeFailure(error) };
  }
}

async function judgeReference(ctx: EngineContext, { uri }: ModelVersion): Promise<GateResult> {
  const gate = 'drift_reference';
  try {
    const reference = await loadReference(ctx, uri);
    if (reference === null) return { gate, state: 'failed', code: 'missing', facts: {} };
    return { gate, state: 'passed', code: 'present', facts: { groups: reference.groups.length } };
  } catch (error) {
    if (!(error instanceof StileError)) throw error;
    const facts = { problem: error.message };
    return { gate, state: 'failed', code: 'damaged', facts, failure: describeFailure(error) };
  }
}
