import type { DatasetVersion } from '#contract/datasets.ts';
import type { StagedBlob } from '#core/store/blobs.ts';
import type { Warning } from '../formats/table-reader.ts';

export interface StagedFile {
  /** Relative, with forward slashes; legal on every system. */
  path: string;
  blob: StagedBlob;
}

/** What a source gave, copied and hashed, not yet in the store. */
export interface StagedSource {
  origin: DatasetVersion['source'];
  files: StagedFile[];
  /** Of the server, else empty. */
  mediaType: string;
  /** A CSV that Stile wrote itself, whatever its name. */
  isOwnCsv: boolean;
  warnings: Warning[];
}
