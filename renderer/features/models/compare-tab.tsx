import { Button, Checkbox, Switch } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { runQuery } from '../runs/index.ts';
import { readLines } from '../serving/index.ts';
import { CompareChance } from './compare-chance.tsx';
import { comparePairs, differs } from './compare-rows.ts';
import { CompareTable, MetricsTable } from './compare-table.tsx';
import classes from './models.module.css';

const route = getRouteApi('/models/$name');

type CompareTabProps = { readonly model: RegisteredModel; readonly versions: readonly ModelVersion[] };

/** Two versions or more side by side; the first chosen is what the others are held against. */
export function CompareTab({ model, versions }: CompareTabProps) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const chosen = readChosen(search.with, model, versions);
  const choose = (values: readonly string[]): void =>
    void navigate({ search: (before) => ({ ...before, with: values.join(',') }), replace: true });
  return (
    <div className={classes.page}>
      <div className={classes.picker}>
        <Checkbox.Group
          value={chosen.map(({ version }) => String(version))}
          onChange={choose}
          aria-label={t('registry.compare.pick')}
        >
          <div className={classes.choices}>
            {versions.map(({ version }) => (
              <Checkbox key={version} value={String(version)} label={t('models.v', { version })} />
            ))}
          </div>
        </Checkbox.Group>
        <span className="grow" />
        <Switch
          label={t('registry.compare.diffOnly')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      </div>
      {chosen.length < 2 ? (
        <EmptyState title={t('registry.tabs.compare')} lines={[t('registry.compare.few')]} drawing={false} />
      ) : (
        <Comparison versions={chosen} onlyDifferent={onlyDifferent} />
      )}
    </div>
  );
}

function readChosen(
  asked: string | undefined,
  { champion }: RegisteredModel,
  versions: readonly ModelVersion[],
): readonly ModelVersion[] {
  const usual = [champion?.version.version, ...versions.map(({ version }) => version)].filter(
    (version, index, all) => version !== undefined && all.indexOf(version) === index,
  );
  const wanted = asked === undefined ? usual.slice(0, 2) : asked.split(',').map(Number);
  return wanted.flatMap((number) => versions.find(({ version }) => version === number) ?? []);
}

type ComparisonProps = { readonly versions: readonly ModelVersion[]; readonly onlyDifferent: boolean };

function Comparison({ versions, onlyDifferent }: ComparisonProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const runs = useQueries({
    queries: versions.map(({ runId }) => ({
      ...runQuery(bridge.client, runId ?? ''),
      enabled: runId !== null,
    })),
  });
  const runIds = versions.flatMap(({ runId }) => runId ?? []);
  const experimentId = runs.find(({ data }) => data !== undefined)?.data?.experimentId;
  const signature = (side: 'inputs' | 'outputs') =>
    comparePairs(
      versions.map((version) =>
        readLines(version.signature?.[side]).map(({ name, type }) => ({
          name: [t(`registry.compare.${side}`), name ?? ''].filter(Boolean).join(': '),
          text: type,
        })),
      ),
    );
  const tables = {
    params: comparePairs(
      runs.map(({ data }) => (data?.params ?? []).map(({ key, value }) => ({ name: key, text: value }))),
    ),
    signature: [...signature('inputs'), ...signature('outputs')],
    environment: comparePairs(
      versions.map(({ environment }) =>
        environment.map(({ name, version }) => ({
          name,
          text: version === '' ? t('version.anyVersion') : version,
        })),
      ),
    ),
    data: [
      {
        label: t('registry.compare.datasets'),
        values: versions.map(({ datasets }) =>
          datasets.map((uri) => uri.replace('datasets:/', '').replace(/\/(\d+)$/, ' v$1')).join(', '),
        ),
      },
      {
        label: t('registry.compare.files'),
        values: versions.map(({ bytes }) => (bytes === null ? null : formatBytes(bytes, locale))),
      },
    ],
  };
  return (
    <>
      <MetricsTable
        versions={versions}
        onlyDifferent={onlyDifferent}
        aside={
          runIds.length >= 2 &&
          experimentId !== undefined && (
            <Button
              size="compact-xs"
              renderRoot={(props) => (
                <Link
                  to="/experiments/$experimentId/compare"
                  params={{ experimentId }}
                  search={{ runs: runIds.join(',') }}
                  {...props}
                />
              )}
            >
              {t('registry.compare.runs')}
            </Button>
          )
        }
      />
      <CompareChance versions={versions} />
      {(['params', 'signature', 'environment', 'data'] as const).map((part) => (
        <CompareTable
          key={part}
          title={t(`registry.compare.${part}`)}
          versions={versions}
          rows={onlyDifferent ? tables[part].filter(differs) : tables[part]}
          same={tables[part].length > 0 && !tables[part].some(differs) ? tables[part].length : 0}
        />
      ))}
    </>
  );
}
