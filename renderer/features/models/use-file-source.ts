import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { saveFile } from '#renderer/parts/charts/save-file.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { useFilePlace } from '#renderer/parts/use-file-place.ts';
import type { FileSource } from '../run-page/index.ts';

/** The files of a version, to be shown and downloaded. */
export function useFileSource({ name, version }: ModelVersion): FileSource {
  const { t } = useTranslation();
  const { registry } = useApp().bridge.client;
  const act = useAct();
  const place = useFilePlace();
  const uriOf = (path: string): string => `models:/${name}/${String(version)}/${path}`;
  const readPiece = (path: string, offset: number, signal?: AbortSignal) =>
    registry.readVersionFile({ name, version, path, offset }, signal === undefined ? undefined : { signal });
  async function readWhole(path: string): Promise<Blob> {
    const pieces: Blob[] = [];
    for (let offset = 0; ;) {
      const { chunk, end } = await readPiece(path, offset);
      pieces.push(chunk);
      offset += chunk.size;
      if (end || chunk.size === 0) return new Blob(pieces);
    }
  }
  return {
    key: [...keys.model(name), 'file', version],
    read: readPiece,
    uriOf,
    download: ({ path }) => {
      if (place.canSaveAs) return void place.saveAs(uriOf(path));
      void act({
        run: async () => saveFile(path.slice(path.lastIndexOf('/') + 1), await readWhole(path)),
        done: t('registry.version.saved', { path }),
      });
    },
  };
}
