import { Button, Popover, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { findRunsQuery } from './queries.ts';
import classes from './run-chips.module.css';

type AddRunProps = {
  readonly experimentId: string;
  readonly present: ReadonlySet<string>;
  readonly onAdd: (runId: string) => void;
  readonly variant?: 'subtle' | 'filled';
};

/** Finds runs of this experiment, and by name those of all others. */
export function AddRun({ variant = 'subtle', ...search }: AddRunProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={340} trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant={variant}
          leftSection={<IconPlus size={16} stroke={1.5} />}
          aria-expanded={opened}
          onClick={() => setOpened((now) => !now)}
        >
          {t('compare.addRun')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('compare.addRun')}>
        <RunSearch {...search} />
      </Popover.Dropdown>
    </Popover>
  );
}

function RunSearch({ experimentId, present, onAdd }: Omit<AddRunProps, 'variant'>) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const listId = useId();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const { data: found, error } = useQuery(
    findRunsQuery(bridge.client, experimentId, useDeferredValue(words)),
  );
  const runs = (found ?? []).filter(({ runId }) => !present.has(runId));
  const at = Math.min(active, runs.length - 1);
  const list = useRef<HTMLDivElement>(null);

  function step(by: number): void {
    const next = Math.max(0, Math.min(runs.length - 1, at + by));
    setActive(next);
    list.current?.children.item(next)?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) step(by);
    else if (event.key === 'Enter' && runs[at] !== undefined) onAdd(runs[at].runId);
    else return;
    event.preventDefault();
  }
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t('compare.findRun')}
        placeholder={t('compare.findRun')}
        leftSection={<IconSearch size={14} stroke={1.5} />}
        value={words}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={runs[at] === undefined ? undefined : `${listId}-${String(at)}`}
        onChange={({ currentTarget }) => {
          setWords(currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('compare.foundRuns')}
        className={classes.found}
      >
        {runs.map((run, index) => (
          <div
            key={run.runId}
            id={`${listId}-${String(index)}`}
            role="option"
            aria-selected={index === at}
            className={classes.foundRow}
            data-active={index === at || undefined}
            onPointerMove={() => setActive(index)}
            onClick={() => onAdd(run.runId)}
          >
            <span className={classes.foundName}>{run.name}</span>
            <span className="sm g3">
              <RelativeTime at={run.startedAt} />
            </span>
          </div>
        ))}
      </div>
      {found === undefined ? (
        error === null ? (
          <StillBars rows={3} />
        ) : (
          <InlineProblem error={error} />
        )
      ) : (
        runs.length === 0 && (
          <p className="sm g3" role="status">
            {t(words.trim() === '' ? 'compare.noneLeft' : 'compare.noneFound')}
          </p>
        )
      )}
    </>
  );
}
