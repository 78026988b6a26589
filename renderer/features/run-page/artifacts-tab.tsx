import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { artifactListQuery, RunArtifacts, useArtifactActs } from '../runs/index.ts';
import classes from './artifacts-tab.module.css';
import { FilePreview } from './preview/file-preview.tsx';
import type { FileSource } from './preview/file-source.ts';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

const howToLog = 'mlflow.log_artifact("report.html")\nmlflow.log_table(rows, "predictions.json")';

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
        {top.data?.files.length === 0 ? (
          <div className={classes.hint}>
            <p className="g3">{t('runPage.noFiles')}</p>
            <Snippet text={howToLog} label={t('runPage.noFiles')} />
          </div>
        ) : file === undefined ? (
          <p className={`${classes.hint ?? ''} g3`}>{top.isError ? '' : t('runPage.pickFile')}</p>
        ) : (
          <RunFile key={file} run={run} path={file} onShow={show} />
        )}
      </div>
    </div>
  );
}

type RunFileProps = {
  readonly run: Run;
  readonly path: string;
  readonly onShow: (path: string) => void;
};

function RunFile({ run, path, onShow }: RunFileProps) {
  const { bridge } = useApp();
  const { runId } = run;
  const acts = useArtifactActs(run);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const list = useQuery(artifactListQuery(bridge.client, runId, folder));
  const source: FileSource = {
    key: keys.artifacts(runId),
    read: (file, offset, signal) => bridge.client.artifacts.read({ runId, path: file, offset }, { signal }),
    uriOf: (file) => `runs:/${runId}/${file}`,
    download: (file) => void acts.download(file),
  };
  return (
    <>
      {list.isError && <InlineProblem error={list.error} />}
      <FilePreview source={source} files={list.data?.files} path={path} onShow={onShow} />
    </>
  );
}
