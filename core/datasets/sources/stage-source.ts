import type { DataSource } from '#contract/datasets.ts';
import type { EngineContext } from '#core/store/context.ts';
import { stageDownload } from './download.ts';
import { stageFolder, stageOneFile } from './files.ts';
import { downloadLimits } from './limits.ts';
import { stageQuery } from './query.ts';
import type { StagedSource } from './staged-source.ts';
import { findUpload } from './upload.ts';

export interface StageOptions {
  signal?: AbortSignal | undefined;
  /** Of a query. */
  maxRows?: number;
}

/** Copies a source to the staging folder and hashes it. Commit or discard its blobs. */
export async function stageSource(
  ctx: EngineContext,
  source: DataSource,
  { signal, maxRows = Infinity }: StageOptions = {},
): Promise<StagedSource> {
  switch (source.kind) {
    case 'file':
      return stageOneFile(ctx, source.path, signal);
    case 'folder':
      return stageFolder(ctx, source.path, signal);
    case 'url':
      return stageDownload(ctx, source.url, downloadLimits, signal);
    case 'sqlite':
      return stageQuery(ctx, source, maxRows, signal);
    case 'upload': {
      const { file, name } = await findUpload(ctx, source.uploadId);
      const staged = await stageOneFile(ctx, file, signal);
      return { ...staged, origin: { kind: 'file', location: name } };
    }
  }
}
