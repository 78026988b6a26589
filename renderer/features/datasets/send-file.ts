import type { DataSource } from '#contract/datasets.ts';
import type { Bridge } from '#renderer/bridge/bridge.ts';
import { whileUploading } from '#renderer/parts/uploads.ts';

/** The contract's `artifactChunkBytes`; importing the value would bring its schemas into the window. */
const chunkBytes = 4 * 1024 * 1024;

/**
 * Makes a chosen file readable for the engine: by its path where the shell knows it, otherwise piece by piece.
 * `tell` hears the share that was sent, 0 to 1.
 */
export async function sendFile(
  bridge: Bridge,
  file: File,
  tell: (share: number) => void,
): Promise<DataSource> {
  const path = bridge.pathForFile(file);
  if (path !== '') return { kind: 'file', path };
  return whileUploading(() => sendPieces(bridge, file, tell));
}

async function sendPieces(bridge: Bridge, file: File, tell: (share: number) => void): Promise<DataSource> {
  let uploadId: string | undefined;
  let offset = 0;
  do {
    const end = Math.min(file.size, offset + chunkBytes);
    const answer = await bridge.client.datasets.upload({
      fileName: file.name,
      offset,
      chunk: new File([file.slice(offset, end)], file.name),
      last: end >= file.size,
      ...(uploadId === undefined ? {} : { uploadId }),
    });
    uploadId = answer.uploadId;
    offset = end;
    tell(file.size === 0 ? 1 : offset / file.size);
  } while (offset < file.size);
  return { kind: 'upload', uploadId };
}
