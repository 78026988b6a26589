import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArtifactEntry, Run } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { whileUploading } from '#renderer/parts/uploads.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useFilePlace } from '#renderer/parts/use-file-place.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';

/** The contract's `artifactChunkBytes`; importing the value would bring its schemas into the window. */
const chunkBytes = 4 * 1024 * 1024;
/** What a window may hold in memory for one download. */
const downloadLimitBytes = 512 * 1024 * 1024;

type Progress = { readonly name: string; readonly percent: number };

export function useArtifactActs(run: Run) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const { client } = bridge;
  const locale = useLocale();
  const act = useAct();
  const place = useFilePlace();
  const [progress, setProgress] = useState<Progress | null>(null);

  async function upload(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const uploadAll = async (): Promise<void> => {
      for (const file of files) {
        await uploadFile(client, run.runId, file, (percent) => setProgress({ name: file.name, percent }));
      }
    };
    await act({ run: () => whileUploading(uploadAll), done: t('toasts.uploaded', { count: files.length }) });
    setProgress(null);
  }

  async function download({ path, size }: ArtifactEntry): Promise<void> {
    if (place.canSaveAs) return place.saveAs(`runs:/${run.runId}/${path}`);
    if ((size ?? 0) > downloadLimitBytes) {
      const words = {
        path,
        size: formatBytes(size ?? 0, locale),
        limit: formatBytes(downloadLimitBytes, locale),
      };
      toasts.show({
        tone: 'problem',
        text: t('run.tooLarge', { ...words, folder: run.artifactUri }),
        undo: null,
      });
      return;
    }
    await act({
      run: async () => saveBlob(await readFile(client, run.runId, path), path),
      done: t('toasts.downloaded', { path }),
    });
  }

  return {
    progress,
    upload,
    download,
    remove: (path: string) =>
      act({
        run: () => client.artifacts.delete({ runId: run.runId, path }),
        done: t('toasts.artifactDeleted', { path }),
      }),
  };
}

/** Sends a file piece by piece: it appears under its name when the last piece is on disk. */
async function uploadFile(
  client: EngineClient,
  runId: string,
  file: File,
  tell: (percent: number) => void,
): Promise<void> {
  let uploadId: string | undefined;
  let offset = 0;
  do {
    const end = Math.min(file.size, offset + chunkBytes);
    const chunk = new File([file.slice(offset, end)], file.name);
    const answer = await client.artifacts.write({
      runId,
      path: file.name,
      offset,
      chunk,
      last: end >= file.size,
      ...(uploadId === undefined ? {} : { uploadId }),
    });
    uploadId = answer.uploadId;
    offset = end;
    tell(file.size === 0 ? 100 : Math.round((100 * offset) / file.size));
  } while (offset < file.size);
}

async function readFile(client: EngineClient, runId: string, path: string): Promise<Blob> {
  const pieces: Blob[] = [];
  let offset = 0;
  for (;;) {
    const { chunk, end } = await client.artifacts.read({ runId, path, offset });
    pieces.push(chunk);
    offset += chunk.size;
    if (end || chunk.size === 0) return new Blob(pieces);
  }
}

export function saveBlob(blob: Blob, path: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = path.slice(path.lastIndexOf('/') + 1);
  link.click();
  // The browser has taken the bytes over by the next task at the latest when the click returns; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
