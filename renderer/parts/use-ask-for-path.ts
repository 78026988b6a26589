import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { useTellProblem } from './use-tell-problem.ts';

/** Files that a dialog shows, by what they are. */
export const fileKinds = {
  archive: ['stile'],
  database: ['db', 'sqlite', 'sqlite3'],
  zip: ['zip'],
  any: ['*'],
} as const;
export type FileKind = keyof typeof fileKinds;

type Wish = {
  readonly kind: 'file' | 'folder' | 'save';
  readonly title: string;
  readonly files?: readonly FileKind[] | undefined;
  /** What a file that is saved is called at first; of a path, its last part. */
  readonly name?: string | undefined;
};

/** Shows the system's dialog. Resolves with null where the person chose nothing, and where there is none. */
export function useAskForPath(): (wish: Wish) => Promise<string | null> {
  const { t } = useTranslation();
  const { host } = useApp();
  const tellProblem = useTellProblem();
  return async ({ kind, title, files = [], name = '' }) => {
    const filters = files.map((one) => ({
      name: t(`pathField.kinds.${one}`),
      extensions: [...fileKinds[one]],
    }));
    try {
      if (kind === 'save') {
        const { path } = await host.ask('saveDialog', { title, name: lastPart(name), filters });
        return path;
      }
      const { paths } = await host.ask('openDialog', { title, filters, directory: kind === 'folder' });
      return paths[0] ?? null;
    } catch (error) {
      tellProblem(error);
      return null;
    }
  };
}

/** The name of a file, of a path of any system. */
export function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
