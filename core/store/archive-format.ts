import * as z from 'zod';

/** Version of the `.stile` file's own layout. */
export const archiveFormat = 1;
export const manifestEntry = 'manifest.json';
export const databaseEntry = 'stile.db';
/** The folders of a workspace that travel with it; logs and backups stay. */
export const archiveFolders: readonly string[] = ['artifacts', 'datasets', 'pipelines'];

export const manifest = z.object({
  format: z.number().int(),
  schemaVersion: z.number().int(),
  /** ms since 1970 UTC */
  exportedAt: z.number().int(),
});
export type Manifest = z.infer<typeof manifest>;
