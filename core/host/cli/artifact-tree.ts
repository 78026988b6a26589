import type { ArtifactEntry } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';

/** What copying files needs, and where it tells how far it is. */
export interface TransferContext {
  client: EngineClient;
  onBytes(bytes: number): void;
  onFile(): void;
}

/** One file that was copied: where it is in the run and how many bytes it has. */
export interface CopiedFile {
  path: string;
  size: number;
}

/** Everything below a folder of a run, folders before what is in them. */
export async function listArtifactTree(
  client: EngineClient,
  runId: string,
  path: string,
): Promise<ArtifactEntry[]> {
  const { files } = await client.artifacts.list({ runId, path });
  const tree: ArtifactEntry[] = [];
  for (const entry of files) {
    tree.push(entry);
    if (entry.isFolder) tree.push(...(await listArtifactTree(client, runId, entry.path)));
  }
  return tree;
}
