import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/parts/bars.module.css';
import type { ChangeSearch, RunsSearch } from '#renderer/search-params.ts';
import { ColumnPicker } from './column-picker.tsx';
import { printColumns } from './column-spec.ts';
import { RunsFilter } from './filter/runs-filter.tsx';
import { GroupMenu } from './groups/group-menu.tsx';
import { printGroups } from './groups/group-spec.ts';
import type { RunsModel } from './use-runs-model.ts';
import type { SavedView } from './views/use-saved-view.ts';
import { ViewMenu } from './views/view-menu.tsx';

type Opening = { readonly isOpen: boolean; readonly onOpen: (isOpen: boolean) => void };

type RunsBarProps = {
  readonly name: string;
  readonly model: RunsModel;
  readonly search: RunsSearch;
  readonly saved: SavedView;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly adding: Opening;
  readonly grouping: Opening;
  readonly onChange: ChangeSearch;
};

/** Above the table: the saved view, the filter, the groups and the columns. */
export function RunsBar({ model, name, search, saved, filterRef, adding, grouping, onChange }: RunsBarProps) {
  const { t } = useTranslation();
  const { runSearch, columns, matching, isFilterProblem, groupBy } = model;
  return (
    <div className={classes.filterBar}>
      <ViewMenu experimentId={runSearch.experimentId} search={search} saved={saved} />
      <RunsFilter
        runSearch={runSearch}
        experimentName={name}
        columns={columns.all}
        problem={isFilterProblem ? model.error : null}
        inputRef={filterRef}
        isAdding={adding.isOpen}
        onAdding={adding.onOpen}
        onFilter={(filter) => onChange({ filter: filter === '' ? undefined : filter }, true)}
      />
      {runSearch.filter !== '' && !isFilterProblem && matching !== undefined && (
        <span className="sm g3 nowrap">{t('runs.summary', { count: matching })}</span>
      )}
      {columns.all.length > 0 && (
        <>
          <GroupMenu
            by={groupBy}
            columns={columns.all}
            isOpen={grouping.isOpen}
            onOpen={grouping.onOpen}
            onChange={(by) => onChange({ group: printGroups(by) }, true)}
          />
          <ColumnPicker
            experimentId={runSearch.experimentId}
            all={columns.all}
            choices={columns.choices}
            onChange={(choices) =>
              onChange({ columns: choices === null ? undefined : printColumns(choices) }, true)
            }
          />
        </>
      )}
    </div>
  );
}
