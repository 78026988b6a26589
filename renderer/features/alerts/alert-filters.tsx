import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import bars from '#renderer/parts/bars.module.css';
import { FilterField } from '#renderer/parts/filter-field.tsx';
import { alertSeverities, alertSignals } from '#renderer/search-params.ts';
import type { AlertsSearch } from '#renderer/search-params.ts';
import { modelListQuery } from '../models/index.ts';
import classes from './alerts.module.css';

type AlertFiltersProps = {
  readonly search: AlertsSearch;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (next: { [K in keyof AlertsSearch]?: AlertsSearch[K] | undefined }) => void;
};

/** By text, severity, model and monitor; all of it stands in the address. */
export function AlertFilters({ search, inputRef, onChange }: AlertFiltersProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const models = useQuery(modelListQuery(bridge.client));
  const names = new Set([...(models.data ?? []).map(({ name }) => name), search.model].filter(isGiven));
  return (
    <div className={`${bars.filterBar} ${classes.filters}`}>
      <FilterField
        inputRef={inputRef}
        label={t('alertDesk.filter')}
        hint={t('alertDesk.filterHint')}
        plain
        value={search.text ?? ''}
        error={null}
        onApply={(text) => onChange({ text: text === '' ? undefined : text })}
        onLeave={() => document.querySelector<HTMLElement>('[data-alert][tabindex="0"]')?.focus()}
      />
      <NativeSelect
        aria-label={t('alertDesk.severity')}
        value={search.severity ?? ''}
        data={[
          { value: '', label: t('alertDesk.anySeverity') },
          ...alertSeverities.map((value) => ({ value, label: t(`alertDesk.severities.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ severity: alertSeverities.find((severity) => severity === value) })
        }
      />
      <NativeSelect
        aria-label={t('alerts.facts.model')}
        value={search.model ?? ''}
        data={[
          { value: '', label: t('alertDesk.anyModel') },
          ...[...names].map((value) => ({ value, label: value })),
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ model: value === '' ? undefined : value })}
      />
      <NativeSelect
        aria-label={t('alertDesk.monitor')}
        value={search.signal ?? ''}
        data={[
          { value: '', label: t('alertDesk.anyMonitor') },
          ...alertSignals.map((value) => ({ value, label: t(`signals.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ signal: alertSignals.find((signal) => signal === value) })
        }
      />
    </div>
  );
}

function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined;
}
