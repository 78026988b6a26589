import { queryOptions } from '@tanstack/react-query';
import type { FileSource } from './file-source.ts';

/** What a preview holds at most; larger files are read in their beginning, or not at all. */
export const previewLimitBytes = 64 * 1024 * 1024;
/** Up to here a file is read at once; larger ones when a person asks. */
export const atOnceBytes = 8 * 1024 * 1024;

/** The bytes of a file from its beginning, at most `limit` of them. Nothing is kept once the file is left. */
export function bytesQuery(source: FileSource, path: string, limit = previewLimitBytes) {
  return queryOptions({
    queryKey: [...source.key, 'bytes', path, limit],
    queryFn: async ({ signal }): Promise<Blob> => {
      const pieces: Blob[] = [];
      for (let offset = 0; offset < limit;) {
        const { chunk, end } = await source.read(path, offset, signal);
        pieces.push(chunk);
        offset += chunk.size;
        if (end || chunk.size === 0) break;
      }
      return new Blob(pieces);
    },
    gcTime: 0,
  });
}
