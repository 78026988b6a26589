import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBraces, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { FilterField } from '#renderer/parts/filter-field.tsx';
import { PopoverButton } from '#renderer/parts/popover-button.tsx';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { systemInfoQuery } from '#renderer/features/system/index.ts';
import { explainFilterQuery } from '../queries.ts';
import type { RunSearch } from '../queries.ts';
import type { ValueColumn } from '../value-columns.ts';
import { ConditionForm } from './condition-form.tsx';
import { joinClauses } from './condition-text.ts';
import { FilterChips } from './filter-chips.tsx';
import classes from './filter.module.css';
import { pythonSearch } from './python-search.ts';
import { useFilterOptions } from './use-filter-options.ts';
import type { FilterCaret } from './use-filter-options.ts';

type RunsFilterProps = {
  readonly runSearch: RunSearch;
  readonly experimentName: string;
  readonly columns: readonly ValueColumn[];
  /** What is wrong with the filter, if it was refused. */
  readonly problem: unknown;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly isAdding: boolean;
  readonly onAdding: (isAdding: boolean) => void;
  readonly onFilter: (filter: string) => void;
};

/** The filter, as chips or as text: both say the same. A text that was refused stays a text. */
export function RunsFilter(props: RunsFilterProps) {
  const { runSearch, columns, problem, isAdding, onAdding, onFilter } = props;
  const { t } = useTranslation();
  const { bridge, address } = useFilterPlaces();
  const { experimentId, filter } = runSearch;
  const [isText, setIsText] = useState(filter === '');
  const [caret, setCaret] = useState<FilterCaret | null>(null);
  const options = useFilterOptions(experimentId, columns, caret);
  const explained = useQuery({
    ...explainFilterQuery(bridge.client, experimentId, filter, false),
    enabled: filter !== '',
  }).data;
  const clauses = useLastGood(explained?.clauses, experimentId) ?? [];
  const showsText = isText || filter === '' || problem != null || explained === undefined;
  const texts = clauses.map(({ text }) => text);
  return (
    <div className={classes.bar}>
      {showsText ? (
        <FilterField
          inputRef={props.inputRef}
          label={t('runs.filter')}
          hint={t('runs.filterHint')}
          value={filter}
          error={problem}
          onApply={onFilter}
          options={options}
          onCaret={setCaret}
          onLeave={() => document.querySelector<HTMLElement>('[role="treegrid"]')?.focus()}
        />
      ) : (
        <FilterChips
          experimentId={experimentId}
          columns={columns}
          clauses={clauses}
          onReplace={(index, text) =>
            onFilter(joinClauses(texts.flatMap((old, place) => (place === index ? (text ?? []) : old))))
          }
          onText={() => setIsText(true)}
        />
      )}
      <PopoverButton
        isOpen={isAdding}
        onOpen={onAdding}
        position="bottom-start"
        icon={<IconPlus size={14} stroke={1.5} />}
        label={t('runTable.filter.add')}
        disabled={problem != null}
        dropdownClass={classes.dropdown}
      >
        <ConditionForm
          experimentId={experimentId}
          columns={columns}
          onDone={(text) => {
            onAdding(false);
            setIsText(false);
            onFilter(joinClauses(filter === '' ? [text] : [...texts, text]));
          }}
        />
      </PopoverButton>
      {filter !== '' && problem == null && (
        <Tooltip label={showsText ? t('runTable.filter.asChips') : t('runTable.filter.asText')}>
          <ActionIcon
            size={24}
            aria-label={t('runTable.filter.asText')}
            aria-pressed={showsText}
            onClick={() => setIsText(!showsText)}
          >
            <IconBraces size={14} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
      {filter !== '' && problem == null && explained !== undefined && (
        <span className={classes.explained}>
          <Tooltip label={t(explained.isMlflow ? 'runTable.filter.mlflowHint' : 'runTable.filter.stileHint')}>
            <span className={classes.badge}>
              {explained.isMlflow ? 'mlflow.search_runs' : t('runTable.filter.stileOnly')}
            </span>
          </Tooltip>
          <CopyButton
            text={pythonSearch({ address, name: props.experimentName, filter, order: runSearch.order })}
            label={t('runTable.filter.copyPython')}
          />
        </span>
      )}
    </div>
  );
}

function useFilterPlaces() {
  const { bridge } = useApp();
  const address = useQuery(systemInfoQuery(bridge.client)).data?.trackingUri ?? null;
  return { bridge, address };
}
