import { ActionIcon, Button, Menu, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import bars from '#renderer/parts/bars.module.css';
import type { LineageSearch } from '#renderer/search-params.ts';
import classes from './explorer.module.css';
import type { LineageKind } from './graph-view.ts';

const lineageDepths = [1, 2, 3, 4, 6, 10, 20, 50] as const;
export const usualDepth = 20;

type ExplorerBarProps = {
  readonly search: LineageSearch;
  /** Those that the graph has, in the order of making. */
  readonly kinds: readonly LineageKind[];
  readonly hidden: ReadonlySet<LineageKind>;
  readonly picker: ReactNode;
  readonly onChange: (next: { [K in keyof LineageSearch]?: LineageSearch[K] | undefined }) => void;
  readonly onExport: () => void;
};

/** What is looked for, which way, how far, which kinds, and as what. */
export function ExplorerBar(props: ExplorerBarProps) {
  const { search, kinds, hidden, picker, onChange, onExport } = props;
  const { t } = useTranslation();
  const ways = ['both', 'upstream', 'downstream'] as const;
  // Before something is in the middle there is nothing to turn, narrow or save.
  if (search.uri === undefined) return <div className={bars.filterBar}>{picker}</div>;
  return (
    <div className={bars.filterBar}>
      {picker}
      <SegmentedControl
        aria-label={t('lineageMap.way')}
        value={search.way ?? 'both'}
        data={ways.map((way) => ({ value: way, label: t(`lineageMap.ways.${way}`) }))}
        onChange={(value) =>
          onChange({ way: ways.find((way) => way === value && way !== 'both') as LineageSearch['way'] })
        }
      />
      <NativeSelect
        aria-label={t('lineageMap.depth')}
        className={classes.depth}
        value={String(search.depth ?? usualDepth)}
        data={lineageDepths.map((depth) => ({
          value: String(depth),
          label: t('lineageMap.steps', { count: depth }),
        }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ depth: Number(value) === usualDepth ? undefined : Number(value) })
        }
      />
      <KindMenu
        kinds={kinds}
        hidden={hidden}
        onHide={(next) => onChange({ hide: next.length === 0 ? undefined : next.join(',') })}
      />
      <span className="grow" />
      <SegmentedControl
        aria-label={t('lineageMap.view')}
        value={search.view ?? 'graph'}
        data={[
          { value: 'graph', label: t('lineageMap.graph') },
          { value: 'table', label: t('lineageMap.table') },
        ]}
        onChange={(value) => onChange({ view: value === 'table' ? 'table' : undefined })}
      />
      <Tooltip label={t('lineageMap.export')}>
        <ActionIcon aria-label={t('lineageMap.export')} disabled={kinds.length === 0} onClick={onExport}>
          <IconDownload size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

type KindMenuProps = {
  readonly kinds: readonly LineageKind[];
  readonly hidden: ReadonlySet<LineageKind>;
  readonly onHide: (kinds: readonly LineageKind[]) => void;
};

function KindMenu({ kinds, hidden, onHide }: KindMenuProps) {
  const { t } = useTranslation();
  const shown = kinds.filter((kind) => !hidden.has(kind)).length;
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <Button disabled={kinds.length === 0} rightSection={<IconChevronDown size={13} stroke={1.5} />}>
          {shown === kinds.length
            ? t('lineageMap.allKinds')
            : t('lineageMap.someKinds', { shown, count: kinds.length })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => {
          const isShown = !hidden.has(kind);
          return (
            <Menu.Item
              key={kind}
              role="menuitemcheckbox"
              aria-checked={isShown}
              leftSection={
                isShown ? <IconCheck size={14} stroke={2} /> : <span className={classes.unchecked} />
              }
              onClick={() =>
                onHide(isShown ? [...hidden, kind] : [...hidden].filter((other) => other !== kind))
              }
            >
              {t(`lineageMap.kinds.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
