import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/registry-words.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TagEditor } from '#renderer/parts/tag-editor.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { DatasetLink } from '../lineage/index.ts';
import { runQuery } from '../runs/index.ts';
import { TryVersion } from '../serving/index.ts';
import { DescriptionEditor } from './description-editor.tsx';
import classes from './models.module.css';
import { modelVersionsQuery } from './queries.ts';
import { useVersionActs } from './use-version-acts.ts';
import { VersionDetail } from './version-detail.tsx';

const route = getRouteApi('/models/$name/versions/$version');

/** One version: its figures, data, params and files, and what people say of it. */
export function VersionPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const params = route.useParams();
  const number = Number(params.version);
  const versions = useQuery(modelVersionsQuery(bridge.client, params.name));
  if (versions.data === undefined) {
    if (!versions.isError) return <StillBars />;
    return (
      <PageProblem
        title={t('registry.version.loadFailed')}
        error={versions.error}
        onRetry={() => void versions.refetch()}
      />
    );
  }
  const version = versions.data.find((one) => one.version === number);
  if (version === undefined) return <PageHead title={params.name} meta={t('models.noVersion')} />;
  return (
    <>
      <PageHead title={t('registry.version.page', { version: number, name: params.name })}>
        <Button
          renderRoot={(props) => (
            <Link to="/models/$name" params={{ name: params.name }} search={{ v: number }} {...props} />
          )}
        >
          {params.name}
        </Button>
        {!version.aliases.includes('champion') && (
          <Button variant="filled" onClick={() => openSheet('promote', params.name, number)}>
            {t('models.promoteVersion', { version: number })}
          </Button>
        )}
      </PageHead>
      <div className={classes.page}>
        <div className={classes.columns}>
          <div className={classes.stack}>
            <Metrics version={version} />
            <Words version={version} />
          </div>
          <MadeOf version={version} />
        </div>
        <VersionDetail version={version} />
        <TryVersion version={version} />
      </div>
    </>
  );
}

function Metrics({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { metrics } = version;
  return (
    <Panel title={t('registry.version.metrics')} sub={metrics.length > 0 ? metrics.length : undefined}>
      {metrics.length === 0 ? (
        <p className={classes.none}>{t('registry.version.noMetrics')}</p>
      ) : (
        <div className={classes.wideTable}>
          <table className={`${table.table} ${table.inPanel}`} aria-label={t('registry.version.metrics')}>
            <thead>
              <tr>
                <th>{t('registry.version.metric')}</th>
                <th>{t('registry.version.split')}</th>
                <th className={table.right}>{t('registry.version.value')}</th>
                <th className={table.right}>{t('registry.version.n')}</th>
                <th>{t('registry.version.dataset')}</th>
              </tr>
            </thead>
            <tbody>
              {metrics.map(({ key, split, value, n, dataset }) => (
                <tr key={`${split} ${key} ${dataset ?? ''}`}>
                  <th scope="row" className="mono" translate="no">
                    {key}
                  </th>
                  <td className="mono">{split === '' ? '–' : split}</td>
                  <td className={table.right}>{formatMetric(value, 4, locale)}</td>
                  <td className={table.right}>{n ?? '–'}</td>
                  <td>{dataset === null ? '–' : <DatasetLink uri={dataset} className={table.link} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Words({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const acts = useVersionActs(version);
  return (
    <Panel title={t('registry.version.description')}>
      <div className={classes.form}>
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
      <div className={classes.form}>
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
