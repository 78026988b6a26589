import { limits } from '#contract/inputs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { writeArtifact } from './artifacts.ts';

/** Writes a text as a file of a run, in as many pieces as one call takes. */
export async function writeWholeArtifact(
  ctx: EngineContext,
  { runId, path, text }: { runId: string; path: string; text: string },
): Promise<void> {
  const whole = new File([text], path.split('/').at(-1) ?? path);
  let offset = 0;
  let uploadId: string | undefined;
  do {
    const chunk = new File([whole.slice(offset, offset + limits.artifactChunkBytes)], whole.name);
    const last = offset + chunk.size >= whole.size;
    ({ uploadId } = await writeArtifact(ctx, { runId, path, offset, chunk, last, uploadId }));
    offset += chunk.size;
  } while (offset < whole.size);
}
