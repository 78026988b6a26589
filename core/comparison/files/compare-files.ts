import type { ComparedFile } from '#contract/run-differences.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { requireWanted } from '#core/kernel/wanted.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readRunsOf } from '#core/tracking/index.ts';
import { listFilesOfRun, type FileOfRun } from './files-of-run.ts';
import { haveSameBytes } from './read-file.ts';

/** The files of two runs by path, with what became of each. @throws NOT_FOUND for a run that is not there, CANCELED */
export async function compareFiles(
  ctx: EngineContext,
  { runs }: Inputs['comparison']['files'],
  signal?: AbortSignal,
): Promise<Outputs['comparison']['files']> {
  const [a, b] = findBoth(ctx, runs);
  const [first, second] = [await listFilesOfRun(ctx, a), await listFilesOfRun(ctx, b)];
  const files: ComparedFile[] = [];
  for (const path of [...new Set([...first.files.keys(), ...second.files.keys()])].sort()) {
    const [one, other] = [first.files.get(path), second.files.get(path)];
    requireWanted(signal, 'comparison');
    files.push({
      path,
      state: await stateOf(ctx, one, other, signal),
      bytes: [one?.bytes ?? null, other?.bytes ?? null],
    });
  }
  return { files, isCut: first.isCut || second.isCut };
}

/** Whole ids of two runs. @throws NOT_FOUND; INVALID_ARGUMENT for a head that several runs begin with */
export function findBoth(ctx: EngineContext, refs: readonly [string, string]): [string, string] {
  const [a, b] = refs.map((ref) => {
    const [run] = readRunsOf(ctx, [ref]).runs;
    if (run !== undefined) return run.runId;
    throw new StileError(
      'NOT_FOUND',
      `There is no run with id "${ref}". \`stile run list --view all\` shows those that exist.`,
      { kind: 'run', id: ref },
    );
  });
  return [a ?? '', b ?? ''];
}

async function stateOf(
  ctx: EngineContext,
  first: FileOfRun | undefined,
  second: FileOfRun | undefined,
  signal: AbortSignal | undefined,
): Promise<ComparedFile['state']> {
  if (first === undefined) return 'second';
  if (second === undefined) return 'first';
  if (first.bytes !== second.bytes) return 'different';
  return (await haveSameBytes(ctx, first, second, signal)) ? 'same' : 'different';
}
