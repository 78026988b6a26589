import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { saveBlob, useArtifactActs } from '../runs/index.ts';
import type { LogSource } from './log-queries.ts';

/** Saves a whole log as a file. */
export function useLogDownload(run: Run): (source: LogSource) => Promise<void> {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const files = useArtifactActs(run);
  return async (source) => {
    if (source.kind === 'file') {
      await files.download({ path: source.path, isFolder: false, size: source.size });
      return;
    }
    const { pipelineRunId, taskId, mapIndex, attempt } = source;
    const name = `${taskId}.log`;
    await act({
      run: async () => {
        const pieces: Blob[] = [];
        for (let offset = 0; ;) {
          const piece = await bridge.client.pipelines.downloadLog({
            pipelineRunId,
            taskId,
            mapIndex,
            try: attempt,
            offset,
          });
          pieces.push(piece.chunk);
          offset += piece.chunk.size;
          if (piece.end || piece.chunk.size === 0) break;
        }
        saveBlob(new Blob(pieces), name);
      },
      done: t('toasts.downloaded', { path: name }),
    });
  };
}
