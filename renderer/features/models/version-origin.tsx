import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { RunLink } from '../runs/index.ts';
import { loggedModelQuery } from './queries.ts';
import classes from './version-detail.module.css';

/** The run that made a version; its id while it is read, and what became of it when it is gone. */
export function OriginRun({ runId }: { runId: string }) {
  const { t } = useTranslation();
  return (
    <RunLink
      runId={runId}
      className={classes.link}
      fallback={(isGone) => (
        <>
          <span className="mono" translate="no">
            {runId.slice(0, 8)}
          </span>
          {isGone && <span className="g3"> {t('version.deletedRun')}</span>}
        </>
      )}
    />
  );
}

/** The id of a logged model, which leads to the run that made it. */
export function LoggedModelLink({ modelId }: { modelId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: model } = useQuery(loggedModelQuery(bridge.client, modelId));
  const address = `models:/${modelId}`;
  const id = (
    <span className={`${classes.id ?? ''} mono`} title={modelId} translate="no">
      {modelId}
    </span>
  );
  return (
    <span className={classes.copied}>
      {model?.sourceRunId == null ? (
        id
      ) : (
        <Link
          to="/experiments/$experimentId"
          params={{ experimentId: model.experimentId }}
          search={{ run: model.sourceRunId }}
          className={`${classes.link ?? ''} ${classes.id ?? ''}`}
        >
          {id}
        </Link>
      )}
      <CopyButton text={address} label={t('version.copyAddress', { address })} />
    </span>
  );
}
