import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '#renderer/parts/grid/data-grid.tsx';
import type { GridColumn, GridRow } from '#renderer/parts/grid/grid-types.ts';
import classes from '../artifacts-tab.module.css';
import {
  childrenOf,
  findInJson,
  firstOpen,
  listOpenLines,
  mostMatches,
  pathsAbove,
  showPlain,
} from './json-tree.ts';
import type { JsonTreeLine } from './json-tree.ts';

/** A JSON file of any depth: opened and closed line by line, and searched through keys and values. */
export function JsonTreeView({ value, label }: { value: unknown; label: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(() => firstOpen(value));
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const matches = useMemo(() => findInJson(value, text), [value, text]);
  const match = matches[at];
  const lines = useMemo(() => listOpenLines(value, open).map(toRow), [value, open]);
  const columns = useMemo(() => [buildColumn(t('runPage.jsonValue'), match)], [t, match]);
  const matchIndex = match === undefined ? -1 : lines.findIndex(({ item }) => item.path === match);

  function go(index: number, among: readonly string[] = matches): void {
    const next = among[(index + among.length) % Math.max(1, among.length)];
    setAt(among.length === 0 ? 0 : (index + among.length) % among.length);
    if (next !== undefined) setOpen((now) => new Set([...now, ...pathsAbove(next)]));
  }
  function find(wanted: string): void {
    setText(wanted);
    go(0, findInJson(value, wanted));
  }
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className="grow"
          aria-label={t('runPage.jsonFind')}
          placeholder={t('runPage.jsonFind')}
          leftSection={<IconSearch size={14} stroke={1.5} aria-hidden="true" />}
          value={text}
          onChange={(event) => find(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') go(at + (event.shiftKey ? -1 : 1));
          }}
        />
        {text !== '' && (
          <>
            <span className="g3 sm" role="status">
              {matches.length === 0
                ? t('runPage.jsonNothing')
                : t(matches.length === mostMatches ? 'runPage.jsonAtMany' : 'runPage.jsonAt', {
                    at: at + 1,
                    count: matches.length,
                  })}
            </span>
            <ActionIcon size={24} aria-label={t('runPage.jsonPrevious')} onClick={() => go(at - 1)}>
              <IconChevronUp size={14} stroke={1.5} />
            </ActionIcon>
            <ActionIcon size={24} aria-label={t('runPage.jsonNext')} onClick={() => go(at + 1)}>
              <IconChevronDown size={14} stroke={1.5} />
            </ActionIcon>
          </>
        )}
        <Button size="compact-xs" onClick={() => setOpen(new Set(['']))}>
          {t('runPage.jsonFold')}
        </Button>
      </div>
      <DataGrid<JsonTreeLine>
        label={label}
        lines={lines}
        columns={columns}
        total={lines.length}
        tree
        {...(matchIndex >= 0 && { goTo: { index: matchIndex, key: `${String(at)} ${text}` } })}
        handlers={{
          onOpen: (id) => setOpen((now) => toggle(now, id)),
          onInspect: (id) => setOpen((now) => toggle(now, id)),
          onToggleExpand: (id) => setOpen((now) => toggle(now, id)),
        }}
      />
    </>
  );
}

const deepestIndent = 12;

/** Ids of rows cannot be empty. */
const idPrefix = 'json';

function toRow(line: JsonTreeLine): GridRow<JsonTreeLine> {
  return { id: `${idPrefix}${line.path}`, item: line, level: line.depth + 1, expanded: line.isOpen };
}

function toggle(open: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const path = id.slice(idPrefix.length);
  const next = new Set(open);
  if (!next.delete(path)) next.add(path);
  return next;
}

function buildColumn(head: string, match: string | undefined): GridColumn<JsonTreeLine> {
  return {
    id: 'value',
    head,
    label: head,
    width: 'minmax(200px, 1fr)',
    cell: ({ item }) => <JsonCell line={item} isMatch={item.path === match} />,
    title: ({ item }) => item.path,
  };
}

/** The row itself opens and closes; the sign only shows which it is. Far down, lines stop moving to the right. */
function JsonCell({
  line: { key, value, depth, isOpen },
  isMatch,
}: {
  line: JsonTreeLine;
  isMatch: boolean;
}) {
  const { t } = useTranslation();
  const children = childrenOf(value);
  const Sign = isOpen === true ? IconChevronDown : IconChevronRight;
  return (
    <span
      className={`mono ell ${classes.json ?? ''}`}
      style={{ paddingLeft: Math.min(depth, deepestIndent) * 18 + (children.length === 0 ? 18 : 0) }}
      data-match={isMatch || undefined}
      translate="no"
    >
      {children.length > 0 && <Sign size={14} stroke={1.5} className={classes.sign} aria-hidden="true" />}
      {key !== null && <span data-kind={typeof key === 'number' ? 'mark' : 'key'}>{`${String(key)}: `}</span>}
      {children.length === 0 ? (
        <span data-kind={typeof value === 'string' ? 'string' : 'number'}>{showPlain(value)}</span>
      ) : (
        <span data-kind="mark">
          {Array.isArray(value)
            ? t('runPage.jsonItems', { count: children.length })
            : t('runPage.jsonKeys', { count: children.length })}
        </span>
      )}
    </span>
  );
}
