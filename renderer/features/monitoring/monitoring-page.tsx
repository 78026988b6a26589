import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconRefresh, IconTags } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '#contract/monitoring.ts';
import { useApp } from '#renderer/app-context.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { Panel } from '#renderer/parts/panel.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { ClassicRuleList } from '../alerts/index.ts';
import { modelListQuery } from '../models/index.ts';
import { BatchRowsPanel } from './batch-rows-panel.tsx';
import { BatchesTable } from './batches-table.tsx';
import { ChecksTable } from './checks-table.tsx';
import { modelHealth } from './health.ts';
import type { Health } from './health.ts';
import classes from './monitoring.module.css';
import { batchHistoryQuery, modelAlertsQuery } from './queries.ts';
import { ServingPanel } from './serving-panel.tsx';
import { TrendChart } from './trend-chart.tsx';
import { buildTrends } from './trends.ts';
import { useMonitoringActs } from './use-monitoring-acts.ts';

const route = getRouteApi('/monitoring/$model');

/** One model in production: its course over the batches, the checks of one of them, and what it answers now. */
export function MonitoringPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { model } = route.useParams();
  const { batch: wanted, rows: order } = route.useSearch();
  const navigate = route.useNavigate();
  const history = useQuery(batchHistoryQuery(bridge.client, model));
  if (history.data === undefined) {
    if (!history.isError) return <StillBars />;
    return (
      <PageProblem
        title={t('monitoring.loadFailed')}
        error={history.error}
        onRetry={() => void history.refetch()}
      />
    );
  }
  const { batches, hasOlder } = history.data;
  const batch = batches.find(({ batchId }) => batchId === wanted) ?? batches[0];
  return (
    <>
      <MonitoringHead model={model} batches={batches} hasOlder={hasOlder} batch={batch} />
      {batch === undefined ? (
        <EmptyState title={t('monitoring.noBatches')} lines={[t('monitoring.emptyText')]}>
          <Button renderRoot={(props) => <Link to="/pipelines" {...props} />}>
            {t('monitoring.toPipelines')}
          </Button>
        </EmptyState>
      ) : (
        <PageBody
          inspector={
            order !== undefined && (
              <BatchRowsPanel
                key={batch.batchId}
                batch={batch}
                labels={knownLabels(batches)}
                order={order}
                onOrder={(next) =>
                  void navigate({ search: (search) => ({ ...search, rows: next }), replace: true })
                }
                onClose={() => void navigate({ search: wanted === undefined ? {} : { batch: wanted } })}
              />
            )
          }
        >
          <BatchView model={model} batches={batches} batch={batch} />
        </PageBody>
      )}
    </>
  );
}

/** The classes that the model has answered with in any of the batches. */
function knownLabels(batches: readonly Batch[]): readonly string[] {
  return [
    ...new Set(batches.flatMap(({ classes: answers }) => answers.map(({ label }) => label))),
  ].toSorted();
}

type BatchViewProps = { readonly model: string; readonly batches: readonly Batch[]; readonly batch: Batch };

function BatchView({ model, batches, batch }: BatchViewProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const alerts = useQuery(modelAlertsQuery(bridge.client, model));
  return (
    <div className={classes.page}>
      <div className={classes.trends}>
        {buildTrends(batches).map((trend) => (
          <TrendChart key={trend.name} trend={trend} chosen={batch.batchId} />
        ))}
      </div>
      <ChecksTable batch={batch} batches={batches} alerts={alerts.data ?? []} />
      <BatchesTable model={model} batches={batches} chosen={batch.batchId} />
      {batch.classic.length > 0 && (
        <Panel title={t('classic.title')} sub={t('classic.sub')}>
          <div className={classes.padded}>
            <ClassicRuleList verdicts={batch.classic} />
          </div>
        </Panel>
      )}
      <ServingPanel model={model} />
    </div>
  );
}

type MonitoringHeadProps = {
  readonly model: string;
  readonly batches: readonly Batch[];
  readonly hasOlder: boolean;
  readonly batch: Batch | undefined;
};

function MonitoringHead({ model, batches, hasOlder, batch }: MonitoringHeadProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const navigate = route.useNavigate();
  const acts = useMonitoringActs();
  const models = useQuery(modelListQuery(bridge.client)).data ?? [];
  const champion = models.find(({ name }) => name === model)?.champion?.version.version ?? null;
  const predictions = batches.reduce((sum, { rows }) => sum + rows, 0);
  const facts = [
    champion === null ? t('monitoring.noChampion') : t('monitoring.champion', { version: champion }),
    t(hasOlder ? 'monitoring.newestOf' : 'monitoring.batchCount', { count: batches.length }),
    t('monitoring.predictionCount', { count: predictions }),
  ];
  return (
    <PageHead
      title={model}
      meta={
        <span className={classes.meta}>
          {models.length > 0 && <HealthBadge health={modelHealth(batches, champion)} />}
          <span className={classes.facts}>{facts.join(', ')}</span>
        </span>
      }
    >
      {models.length > 1 && (
        <NativeSelect
          aria-label={t('monitoring.model')}
          value={model}
          translate="no"
          data={models.map(({ name }) => name)}
          onChange={(event) =>
            void navigate({
              to: '/monitoring/$model',
              params: { model: event.currentTarget.value },
              search: {},
            })
          }
        />
      )}
      {batch !== undefined && (
        <>
          <Button
            leftSection={<IconRefresh size={16} stroke={1.5} />}
            onClick={() => void acts.checkAgain(batch.batchId)}
          >
            {t('monitoring.checkAgain', { id: batch.batchId })}
          </Button>
          <Button
            leftSection={<IconTags size={16} stroke={1.5} />}
            onClick={() => void navigate({ search: { batch: batch.batchId, rows: 'oov' } })}
          >
            {t('monitoring.addLabels')}
          </Button>
        </>
      )}
    </PageHead>
  );
}

function HealthBadge({ health }: { health: Health }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  if (health.kind === 'unchecked') return <StateLabel shape="queued">{t('monitoring.unchecked')}</StateLabel>;
  if (health.kind === 'unproven')
    return <StateLabel shape="queued">{t('monitoring.unproven', { version: health.version })}</StateLabel>;
  return (
    <span className={classes.badge} data-kind={health.kind}>
      <StateLabel shape={health.kind === 'degraded' ? 'warning' : 'finished'}>
        {t(`monitoring.${health.kind}`, { at: formatSince(health.since, now, locale) })}
      </StateLabel>
    </span>
  );
}
