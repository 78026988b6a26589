import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LatestMetric, MetricValue, Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { AddButton } from '#renderer/parts/add-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import { KeyValueForm } from '#renderer/parts/key-value-form.tsx';
import { columnDecimals, formatMetric } from '#renderer/parts/numbers.ts';
import { Sparkline } from '#renderer/parts/sparkline.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { metricHistoryQuery } from './queries.ts';
import classes from './run-panel.module.css';
import { useRunActs } from './use-run-acts.ts';

/** The latest value of each metric, what its history says, and its course. */
export function RunMetrics({ run }: { run: Run }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('run.metrics')}
      count={run.metrics.length}
      action={
        run.lifecycle === 'active' &&
        !adding && <AddButton label={t('run.logMetric')} onClick={() => setAdding(true)} />
      }
    >
      {run.metrics.length === 0 && !adding && <p className="g3 sm">{t('run.noMetrics')}</p>}
      {run.metrics.map((metric) => (
        <MetricRow key={metric.key} run={run} metric={metric} />
      ))}
      {adding && <LogMetricForm runId={run.runId} onCancel={() => setAdding(false)} />}
    </Section>
  );
}

function MetricRow({ run, metric }: { run: Run; metric: LatestMetric }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const hasCourse = metric.count > 1;
  const history = useQuery({
    ...metricHistoryQuery(bridge.client, run.runId, metric.key),
    enabled: hasCourse,
  });
  const show = (value: MetricValue): string => formatMetric(value, columnDecimals([value]), locale);
  const points = history.data?.points ?? [];
  const [first, last] = [points[0], points.at(-1)];
  return (
    <div className={classes.metric}>
      <span className={classes.metricKey}>{metric.key}</span>
      {hasCourse && first !== undefined && last !== undefined ? (
        <Sparkline
          values={points.map(({ value }) => value)}
          tone={run.status === 'RUNNING' ? 'live' : 'quiet'}
          label={t('run.trend', {
            key: metric.key,
            first: show(first.value),
            last: show(last.value),
            min: show(metric.min),
            max: show(metric.max),
          })}
        />
      ) : (
        <span />
      )}
      <span className={classes.metricValue} title={String(metric.value)}>
        {show(metric.value)}
      </span>
      <span className={classes.metricMeta}>
        <span>{t('run.step', { step: metric.step })}</span>
        {hasCourse && (
          <>
            <span>{`${t('run.min')} ${show(metric.min)}`}</span>
            <span>{`${t('run.max')} ${show(metric.max)}`}</span>
            <span>{t('run.points', { count: metric.count })}</span>
          </>
        )}
      </span>
    </div>
  );
}

function LogMetricForm({ runId, onCancel }: { runId: string; onCancel: () => void }) {
  const { t } = useTranslation();
  const acts = useRunActs();
  const [step, setStep] = useState('0');
  const isWholeStep = /^-?\d+$/.test(step.trim());
  return (
    <KeyValueForm
      onCancel={onCancel}
      check={(value) => (parseMetric(value) === null ? t('run.badNumber') : null)}
      onSave={async (key, value) => {
        const metric = parseMetric(value);
        return metric !== null && isWholeStep && acts.logMetric(runId, key, metric, Number(step));
      }}
    >
      <TextInput
        w={64}
        label={t('run.stepLabel')}
        value={step}
        error={isWholeStep ? null : t('run.badStep')}
        onChange={(event) => setStep(event.currentTarget.value)}
      />
    </KeyValueForm>
  );
}

/** A number as written, with a decimal comma allowed, or one of the three that are not numbers. */
function parseMetric(text: string): MetricValue | null {
  const value = text.trim();
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return value;
  const number = Number(value.replace(',', '.'));
  return value === '' || !Number.isFinite(number) ? null : number;
}
