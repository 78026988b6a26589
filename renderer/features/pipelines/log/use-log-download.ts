import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { saveBlob } from '#renderer/features/runs/index.ts';
import type { SourceLine } from './log-lines.ts';
import type { LogSource } from './log-sources.ts';

/** Saves one log whole as it lies on the disk, several as one text of what is shown. */
export function useLogDownload(
  run: PipelineRun,
): (sources: readonly LogSource[], lines: readonly SourceLine[]) => Promise<void> {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const { pipelineRunId, pipeline } = run;
  const readWhole = async ({ taskId, mapIndex, try: number }: LogSource): Promise<Blob> => {
    const pieces: Blob[] = [];
    for (let offset = 0; ;) {
      const place = { pipelineRunId, taskId, mapIndex, try: number, offset };
      const piece = await bridge.client.pipelines.downloadLog(place);
      pieces.push(piece.chunk);
      offset += piece.chunk.size;
      if (piece.end || piece.chunk.size === 0) return new Blob(pieces, { type: 'text/plain' });
    }
  };
  return async (sources, lines) => {
    const [only] = sources;
    if (only === undefined) return;
    const isOne = sources.length === 1;
    const name = isOne ? `${pipeline}-${fileName(only)}.log` : `${pipeline}.log`;
    await act({
      run: async () =>
        saveBlob(
          isOne ? await readWhole(only) : new Blob([toText(lines, true)], { type: 'text/plain' }),
          name,
        ),
      done: t('toasts.downloaded', { path: name }),
    });
  };
}

function fileName({ taskId, mapIndex, try: number }: LogSource): string {
  return `${taskId}${mapIndex < 0 ? '' : `-${String(mapIndex)}`}-try-${String(number)}`;
}

/** Lines as a text, each with its time, and with its task where there are several. */
export function toText(lines: readonly SourceLine[], withSource: boolean): string {
  return lines
    .map(({ at, hasTime, source, text }) => {
      const time = at === null || !hasTime ? '' : `${new Date(at).toISOString()} `;
      return `${time}${withSource ? `${source}: ` : ''}${text}\n`;
    })
    .join('');
}
