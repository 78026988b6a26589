import { ActionIcon, SegmentedControl, Switch, TextInput, Tooltip } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconClock,
  IconCopy,
  IconDownload,
  IconSearch,
  IconTextWrap,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useCopied } from '#renderer/parts/use-copied.ts';
import type { SourceLine } from './log-lines.ts';
import type { LogScope, LogSource } from './log-sources.ts';
import classes from './log.module.css';
import { toText, useLogDownload } from './use-log-download.ts';
import type { LogSearch } from './use-log-search.ts';

type Toggle = { readonly on: boolean; readonly set: (on: boolean) => void };

type LogHeadProps = {
  readonly run: PipelineRun;
  readonly scope: {
    readonly value: LogScope;
    readonly set: (scope: LogScope) => void;
    readonly task: string | null;
  };
  readonly search: LogSearch;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly follow: Toggle;
  readonly wrap: Toggle;
  readonly times: Toggle;
  readonly sources: readonly LogSource[];
  readonly lines: readonly SourceLine[];
};

/** Which logs, what is looked for in them, and how they are shown. */
export function LogHead(props: LogHeadProps) {
  const { run, scope, search, fieldRef, follow, wrap, times, sources, lines } = props;
  const { t } = useTranslation();
  const { isCopied, copy } = useCopied();
  const download = useLogDownload(run);
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{t('pipelines.log')}</h2>
      {scope.task !== null && (
        <SegmentedControl
          aria-label={t('pipelineRuns.log.which')}
          className={classes.scope}
          value={scope.value}
          onChange={scope.set}
          data={[
            { value: 'all', label: t('pipelineRuns.log.all') },
            { value: 'from', label: t('pipelineRuns.log.from') },
            { value: 'task', label: t('pipelineRuns.log.only') },
          ]}
        />
      )}
      <FindField search={search} fieldRef={fieldRef} />
      <span className={classes.grow} />
      <Switch
        className={classes.follow}
        label={t('pipelines.follow')}
        title={t('pipelines.follow')}
        labelPosition="left"
        checked={follow.on}
        onChange={(event) => follow.set(event.currentTarget.checked)}
      />
      <HeadToggle label={t('pipelineRuns.log.wrap')} icon={IconTextWrap} toggle={wrap} />
      <HeadToggle label={t('pipelineRuns.log.times')} icon={IconClock} toggle={times} />
      <HeadAct
        label={isCopied ? t('actions.copied') : t('pipelineRuns.log.copy')}
        icon={isCopied ? IconCheck : IconCopy}
        onClick={() => copy(toText(lines, sources.length > 1))}
      />
      <HeadAct
        label={t('pipelineRuns.log.download')}
        icon={IconDownload}
        onClick={() => void download(sources, lines)}
      />
    </header>
  );
}

function HeadToggle({ label, icon: Drawing, toggle }: { label: string; icon: Icon; toggle: Toggle }) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={24}
        aria-label={label}
        aria-pressed={toggle.on}
        className={classes.toggle}
        onClick={() => toggle.set(!toggle.on)}
      >
        <Drawing size={15} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

function HeadAct({ label, icon: Drawing, onClick }: { label: string; icon: Icon; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} onClick={onClick}>
        <Drawing size={15} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

type FindFieldProps = { readonly search: LogSearch; readonly fieldRef: RefObject<HTMLInputElement | null> };

function FindField({ search, fieldRef }: FindFieldProps) {
  const { t } = useTranslation();
  const steps = [
    [t('pipelineRuns.log.previous'), IconChevronUp, -1],
    [t('pipelineRuns.log.next'), IconChevronDown, 1],
  ] as const;
  return (
    <div className={classes.finder} data-searching={search.text !== '' || undefined}>
      <TextInput
        ref={fieldRef}
        className={classes.find}
        aria-label={t('pipelineRuns.log.find')}
        placeholder={t('pipelineRuns.log.find')}
        leftSection={<IconSearch size={14} stroke={1.5} aria-hidden="true" />}
        value={search.text}
        onChange={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search.go(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') search.setText('');
        }}
      />
      {search.text !== '' && (
        <span className={classes.count} role="status">
          {search.count === 0
            ? t(search.isSearching ? 'pipelineRuns.log.searching' : 'pipelineRuns.log.nothing')
            : t(search.isMost ? 'pipelineRuns.log.atMany' : 'pipelineRuns.log.at', {
                at: search.at,
                count: search.count,
              })}
        </span>
      )}
      {search.count > 0 &&
        steps.map(([label, Icon, by]) => (
          <ActionIcon key={by} size={24} aria-label={label} onClick={() => search.go(by)}>
            <Icon size={14} stroke={1.5} />
          </ActionIcon>
        ))}
    </div>
  );
}
