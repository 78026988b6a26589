import { SegmentedControl, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { pipelineListStates, pipelineListViews } from '#renderer/search-params.ts';
import type { PipelineListState } from '#renderer/search-params.ts';
import bars from '#renderer/parts/bars.module.css';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { isInState } from './choose-pipelines.ts';
import classes from './list.module.css';
import type { ListView } from './use-list-view.ts';

const route = getRouteApi('/pipelines');

const shapes: Readonly<Record<PipelineListState, GlyphShape>> = {
  running: 'running',
  failed: 'failed',
  broken: 'warning',
  paused: 'waiting',
  never: 'queued',
};

type ListBarProps = ListView & { readonly pipelines: readonly PipelineSummary[] };

/** Words to look for, and how many pipelines are in which state: a press narrows the list to those. */
export function ListBar({ pipelines, view, setView }: ListBarProps) {
  const { t } = useTranslation();
  const { filter = '', state } = route.useSearch();
  const navigate = route.useNavigate();
  const choices = pipelineListStates
    .map((one) => [one, pipelines.filter((pipeline) => isInState(pipeline, one)).length] as const)
    .filter(([one, count]) => count > 0 || one === state);
  return (
    <div className={bars.filterBar}>
      <TextInput
        type="search"
        w={220}
        aria-label={t('pipelineList.filter')}
        placeholder={t('pipelineList.filterHint')}
        leftSection={<IconSearch size={14} stroke={1.5} />}
        value={filter}
        onChange={(event) => {
          const text = event.currentTarget.value;
          void navigate({
            search: (search) => ({ ...search, filter: text === '' ? undefined : text }),
            replace: true,
          });
        }}
      />
      <div className={classes.states} role="group" aria-label={t('pipelineList.inState')}>
        {choices.map(([one, count]) => (
          <button
            key={one}
            type="button"
            className={classes.state}
            aria-pressed={one === state}
            onClick={() =>
              void navigate({
                search: (search) => ({ ...search, state: one === state ? undefined : one }),
                replace: true,
              })
            }
          >
            <StatusGlyph shape={shapes[one]} size={12} />
            {t(`pipelineList.states.${one}`)}
            <span className="g3">{count}</span>
          </button>
        ))}
      </div>
      <span className="grow" />
      <SegmentedControl
        className={classes.views}
        aria-label={t('pipelineList.views.label')}
        value={view}
        onChange={setView}
        data={pipelineListViews.map((value) => ({ value, label: t(`pipelineList.views.${value}`) }))}
      />
    </div>
  );
}
