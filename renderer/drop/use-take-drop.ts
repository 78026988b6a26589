import { useNavigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { kindOfDrop } from './drop-kinds.ts';
import type { DroppedFile } from './read-drop.ts';

/** Opens the form that takes what was dropped, filled in, or says why there is none. */
export function useTakeDrop(): (dropped: DroppedFile) => void {
  const { t } = useTranslation();
  const { bridge, handed, toasts } = useApp();
  const navigate = useNavigate();
  const datasetHere = useDatasetHere();
  const refuse = (text: string): void => toasts.show({ tone: 'problem', text, undo: null });

  function addData(): void {
    const name = datasetHere();
    if (name === null) void navigate({ to: '/datasets', search: { add: 'yes' } });
    else
      void navigate({ to: '/datasets/$name', params: { name }, search: (now) => ({ ...now, add: 'yes' }) });
  }
  return (dropped) => {
    const { file, name } = dropped;
    const kind = kindOfDrop(dropped);
    if (kind === 'model') return refuse(t('drop.model', { name }));
    if (kind === 'unknown') return refuse(t('drop.unknown', { name }));
    if (kind === 'data') {
      handed.set({ kind, file, dataset: datasetHere() });
      return addData();
    }
    const path = bridge.pathForFile(file);
    // The form opens all the same: there the path can be written.
    if (path === '') refuse(t('drop.noPath', { name }));
    switch (kind) {
      case 'archive':
        return void navigate({ to: '/welcome', search: { import: path } });
      case 'folder':
        return void navigate({ to: '/welcome', search: path === '' ? {} : { folder: path } });
      case 'mlflow':
        return void navigate({
          to: '.',
          search: (now) => ({ ...now, sheet: 'import-mlflow', about: path === '' ? undefined : path }),
        });
      case 'database':
        handed.set({ kind, path, dataset: datasetHere() });
        return addData();
    }
  };
}

/** The dataset whose page is open: what is dropped there becomes its next version. */
export function useDatasetHere(): () => string | null {
  const router = useRouter();
  return () => {
    const [, name] = /^\/datasets\/([^/]+)\/?$/.exec(router.latestLocation.pathname) ?? [];
    return name === undefined ? null : decodeURIComponent(name);
  };
}
