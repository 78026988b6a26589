import { useQueryClient } from '@tanstack/react-query';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { keys } from '../bridge/keys.ts';
import { useAct } from './use-act.ts';
import { lastPart, useAskForPath } from './use-ask-for-path.ts';
import { useTellProblem } from './use-tell-problem.ts';

/** What makes a row draggable out of the window; nothing where the host cannot. */
type DragOut = {
  readonly draggable?: true;
  readonly onPointerDown?: () => void;
  readonly onDragStart?: (event: DragEvent) => void;
};

export type FilePlace = {
  /** The system's file manager can show where a file lies. */
  readonly canReveal: boolean;
  /** The system's dialog asks where a copy goes, and the engine copies: of any size. */
  readonly canSaveAs: boolean;
  /** Files are named by their address: `runs:/<run id>/<path>`. */
  readonly reveal: (uri: string) => void;
  readonly saveAs: (uri: string) => Promise<void>;
  readonly dragOut: (uri: string) => DragOut;
};

/** A file of a run or of a model as one of this computer. */
export function useFilePlace(): FilePlace {
  const { t } = useTranslation();
  const { bridge, host } = useApp();
  const queryClient = useQueryClient();
  const ask = useAskForPath();
  const act = useAct();
  const tellProblem = useTellProblem();
  const { artifacts } = bridge.client;
  const { paths, drag } = host.capabilities;

  // Not for longer: a file goes without an event of its own.
  const locate = (uri: string): Promise<string> =>
    queryClient.fetchQuery({
      queryKey: keys.filePlace(uri),
      queryFn: async () => (await artifacts.locate({ uri })).file,
      staleTime: 5000,
    });
  return {
    canReveal: paths,
    canSaveAs: paths,
    reveal: (uri) =>
      void locate(uri)
        .then((path) => host.ask('reveal', { path }))
        .catch(tellProblem),
    saveAs: async (uri) => {
      const name = lastPart(uri);
      const file = await ask({ kind: 'save', title: t('filePlace.saveAs', { name }), name });
      if (file === null) return;
      await act({
        run: () => artifacts.copyOut({ uri, file, overwrite: true }),
        done: t('toasts.downloaded', { path: file }),
      });
    },
    dragOut: (uri) =>
      drag
        ? {
            draggable: true,
            // Before the drag begins, so that the system gets the file while the button is still down.
            onPointerDown: () => void locate(uri).catch(() => undefined),
            onDragStart: (event) => {
              event.preventDefault();
              void locate(uri)
                .then((path) => host.ask('startDrag', { path }))
                .catch(tellProblem);
            },
          }
        : {},
  };
}
