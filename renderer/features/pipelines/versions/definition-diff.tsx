import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DefinitionVersion } from '#contract/pipeline-views.ts';
import { useApp } from '#renderer/app-context.ts';
import { TextDiff } from '#renderer/parts/diff/text-diff.tsx';
import { keyHint } from '#renderer/parts/key-hints.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useKept } from '#renderer/parts/use-kept.ts';
import type { Against } from './against.ts';
import { definitionDiffQuery } from './queries.ts';
import { useChangeSteps } from './use-change-steps.ts';
import type { ChangeSteps } from './use-change-steps.ts';
import classes from './versions.module.css';

type DefinitionDiffProps = {
  readonly name: string;
  readonly from: string;
  readonly to: Against;
  readonly versions: readonly DefinitionVersion[];
};

const forms = ['split', 'unified'] as const;

/** What one text has in the place of another, with steps from change to change. */
export function DefinitionDiff({ name, from, to, versions }: DefinitionDiffProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const diff = useQuery(definitionDiffQuery(bridge.client, name, from, to));
  const [form, setForm] = useKept('definition.form', forms, 'split');
  const steps = useChangeSteps(diff.data?.chunks ?? none);
  if (diff.data === undefined)
    return diff.isError ? (
      <PageProblem
        title={t('pipelineRuns.versions.diffFailed')}
        error={diff.error}
        onRetry={() => void diff.refetch()}
      />
    ) : (
      <StillBars />
    );
  const { added, removed, chunks } = diff.data;
  const nameOf = (side: string): string => {
    if (side === 'file') return t('pipelineRuns.definition.file');
    const version = versions.find(({ hash }) => hash === side);
    const hash = side.slice(0, 8);
    return version === undefined
      ? hash
      : t('pipelineRuns.definition.version', { hash, at: formatMoment(version.createdAt) });
  };
  const names = [nameOf(from), nameOf(to)] as const;
  return (
    <>
      <div className={classes.bar}>
        <span>
          {added + removed === 0
            ? t('pipelineRuns.definition.equal')
            : t('pipelineRuns.definition.counts', { added, removed })}
        </span>
        {form === 'unified' && <span className="g3 ell">{names.join(' → ')}</span>}
        <span className="grow" />
        <StepButtons steps={steps} />
        <SegmentedControl
          aria-label={t('pipelineRuns.definition.form')}
          value={form}
          data={forms.map((value) => ({ value, label: t(`pipelineRuns.definition.${value}`) }))}
          onChange={setForm}
        />
      </div>
      <TextDiff
        chunks={chunks}
        form={form}
        names={names}
        label={t('pipelineRuns.definition.changes')}
        command="stile pipeline diff"
        current={steps.current?.chunk ?? null}
      />
    </>
  );
}

const none: readonly never[] = [];

function StepButtons({ steps: { changes, at, current, step } }: { steps: ChangeSteps }) {
  const { t } = useTranslation();
  const { platform } = useApp();
  if (changes.length === 0) return null;
  const buttons = [
    ['previousChange', 'shift+F7', IconChevronUp, -1],
    ['nextChange', 'F7', IconChevronDown, 1],
  ] as const;
  return (
    <span className={classes.steps}>
      <span className={classes.stepAt} role="status">
        {current === null
          ? t('pipelineRuns.definition.changeCount', { count: changes.length })
          : t('pipelineRuns.definition.changeAt', {
              at: at + 1,
              count: changes.length,
              line: String(current.line),
            })}
      </span>
      {buttons.map(([word, key, Icon, by]) => (
        <Tooltip key={word} label={`${t(`pipelineRuns.definition.${word}`)} ${keyHint(key, platform)}`}>
          <ActionIcon size={24} aria-label={t(`pipelineRuns.definition.${word}`)} onClick={() => step(by)}>
            <Icon size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
