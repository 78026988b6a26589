import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { TagEditor } from '#renderer/parts/tag-editor.tsx';
import { DatasetLink } from '../lineage/index.ts';
import { runQuery } from '../runs/index.ts';
import { TryVersion } from '../serving/index.ts';
import { DescriptionEditor } from './description-editor.tsx';
import classes from './models.module.css';
import { useVersionActs } from './use-version-acts.ts';
import { VersionDetail } from './version-detail.tsx';
import { VersionMetrics } from './version-metrics-panel.tsx';

type VersionOverviewProps = {
  readonly version: ModelVersion;
  readonly champion: ModelVersion | null;
};

/** How good a version is, what it was made of, what goes in and out, where it runs, and a box to ask it. */
export function VersionOverview({ version, champion }: VersionOverviewProps) {
  const tryIt = useRef<HTMLDivElement>(null);
  return (
    <div className={classes.page}>
      <div className={classes.columns}>
        <div className={classes.stack}>
          <VersionMetrics version={version} champion={champion} />
          <Words version={version} />
        </div>
        <MadeOf version={version} />
      </div>
      <VersionDetail
        version={version}
        onTry={() => {
          tryIt.current?.scrollIntoView({ block: 'nearest' });
          tryIt.current?.querySelector<HTMLElement>('textarea, input, button[type=submit]')?.focus();
        }}
      />
      <div ref={tryIt}>
        <TryVersion version={version} />
      </div>
    </div>
  );
}

function Words({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const acts = useVersionActs(version);
  return (
    <Panel title={t('registry.version.description')}>
      <div className={classes.inPanel}>
        <DescriptionEditor
          value={version.description}
          label={t('registry.version.description')}
          hint={t('registry.version.describe')}
          onSave={acts.describe}
        />
      </div>
      <TagEditor tags={version.tags} onSet={acts.setTag} onDelete={acts.deleteTag} />
    </Panel>
  );
}

/** The params of the run that made it, and the data that the run read. */
function MadeOf({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const run = useQuery({ ...runQuery(bridge.client, version.runId ?? ''), enabled: version.runId !== null });
  const params = run.data?.params ?? [];
  return (
    <Panel title={t('registry.version.params')}>
      <div className={classes.inPanel}>
        {params.length === 0 ? (
          <p className="g3 sm">{t('registry.version.noParams')}</p>
        ) : (
          <dl className={classes.params} translate="no">
            {params.map(({ key, value }) => (
              <div key={key}>
                <dt className="mono">{key}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <h3 className={classes.small}>{t('registry.version.datasets')}</h3>
        {version.datasets.length === 0 ? (
          <p className="g3 sm">{t('registry.version.noDatasets')}</p>
        ) : (
          <ul className={classes.plain}>
            {version.datasets.map((uri) => (
              <li key={uri}>
                <DatasetLink uri={uri} className={table.link} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
