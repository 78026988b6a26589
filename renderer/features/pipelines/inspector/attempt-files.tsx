import { useTranslation } from 'react-i18next';
import type { AttemptDetail } from '#contract/pipeline-views.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { EditorIcon } from '#renderer/parts/open-in-editor.tsx';
import { RevealIcon } from '#renderer/parts/reveal-icon.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { useTellProblem } from '#renderer/parts/use-tell-problem.ts';
import { isTextName, useTextEditor } from '#renderer/parts/use-text-editor.ts';
import classes from './inspector.module.css';

/** The files that a try left, where they lie, and the way there where the host has one. */
export function AttemptFiles({ detail: { folder, files } }: { detail: AttemptDetail }) {
  const { t } = useTranslation();
  const { host } = useApp();
  const locale = useLocale();
  const tell = useTellProblem();
  const editor = useTextEditor();
  const reveal = (path: string): void =>
    void host.ask('reveal', { path: pathIn(folder, path) }).catch((error: unknown) => tell(error));
  return (
    <Section
      title={t('pipelineRuns.files')}
      count={files.length}
      action={folder !== '' && <CopyButton text={folder} label={t('pipelineRuns.copyFolder')} />}
    >
      {files.length === 0 && <p className="g3 sm">{t('pipelineRuns.noFiles')}</p>}
      <ul>
        {files.map(({ path, size }) => (
          <li key={path} className={classes.file}>
            <span className={classes.filePath} title={path} translate="no">
              {path}
            </span>
            <span className={classes.fileSize}>{formatBytes(size, locale)}</span>
            {isTextName(path) && (
              <EditorIcon
                editor={editor}
                path={path}
                onOpen={() => editor.open({ path: pathIn(folder, path) })}
              />
            )}
            {host.capabilities.paths && <RevealIcon path={path} onReveal={() => reveal(path)} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** As the engine's system writes paths. */
function pathIn(folder: string, path: string): string {
  const sign = folder.includes('\\') ? '\\' : '/';
  return [folder, ...path.split('/')].join(sign);
}
