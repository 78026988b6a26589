import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { artifactListQuery, RunArtifacts } from '../runs/index.ts';
import classes from './artifacts-tab.module.css';
import { FilePreview } from './preview/file-preview.tsx';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** The files of the run, and what is in the chosen one: at first in the first that lies in no folder. */
export function ArtifactsTab({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const search = route.useSearch();
  const top = useQuery(artifactListQuery(bridge.client, run.runId, ''));
  const file = search.file ?? top.data?.files.find(({ isFolder }) => !isFolder)?.path;
  const navigate = route.useNavigate();
  const show = (path: string): void =>
    void navigate({ search: (now) => ({ ...now, file: path }), replace: true });
  return (
    <div className={classes.split}>
      <section className={classes.tree} aria-label={t('runPage.files')} tabIndex={0}>
        <RunArtifacts run={run} shown={file} onShow={({ path }) => show(path)} />
      </section>
      <div className={classes.preview}>
        {file === undefined ? (
          <p className={`${classes.hint ?? ''} g3`}>{t('runPage.pickFile')}</p>
        ) : (
          <FilePreview key={file} run={run} path={file} onShow={show} />
        )}
      </div>
    </div>
  );
}
