import { IconEye, IconEyeOff, IconStar, IconStarFilled, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedRun, RunComparison } from '#contract/comparison.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import parts from './compare-parts.module.css';
import classes from './run-chips.module.css';
import { RunMark } from './run-mark.tsx';
import type { ShownRuns } from './shown-runs.ts';
import type { RunSetActs } from './use-compare-set.ts';

type RunChipsProps = {
  readonly comparison: RunComparison;
  readonly shown: ShownRuns;
  readonly hidden: ReadonlySet<string>;
  readonly acts: RunSetActs;
};

/**
 * The runs that are compared. One stop for the tab key: arrows go from button to button, and on any of them b makes
 * its run the baseline, h hides it and Delete takes it out.
 */
export function RunChips({ comparison, shown, hidden, acts }: RunChipsProps) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const toolbar = useRef<HTMLDivElement>(null);
  const stop = findStop(comparison.runs, shown.baseline?.runId, current);

  /** A button that goes away with what it does hands the focus on first. */
  function focusOn(runId: string | undefined, button: string): void {
    toolbar.current?.querySelector<HTMLElement>(`[data-stop="${runId ?? ''} ${button}"]`)?.focus();
  }
  const own: RunSetActs = {
    ...acts,
    setBaseline: (runId) => {
      focusOn(runId, 'star');
      acts.setBaseline(runId);
    },
    remove: (runId) => {
      const at = comparison.runs.findIndex((run) => run.runId === runId);
      focusOn((comparison.runs[at + 1] ?? comparison.runs[at - 1])?.runId, 'remove');
      acts.remove(runId);
    },
  };
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const at = buttons.indexOf(event.target as HTMLElement);
    const runId = buttons[at]?.dataset['run'];
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next !== undefined) buttons[Math.max(0, Math.min(buttons.length - 1, next))]?.focus();
    else if (runId === undefined) return;
    else if (event.key === 'b') own.setBaseline(runId);
    else if (event.key === 'h' && runId !== shown.baseline?.runId) acts.toggle(runId);
    else if (event.key === 'Delete') own.remove(runId);
    else return;
    event.preventDefault();
  }
  return (
    <div
      ref={toolbar}
      className={classes.chips}
      role="toolbar"
      aria-label={t('compare.runs')}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => setCurrent(target.dataset['stop'] ?? '')}
    >
      {comparison.runs.map((run) => (
        <RunChip
          key={run.runId}
          run={run}
          shown={shown}
          isHidden={hidden.has(run.runId)}
          acts={own}
          stop={stop}
        />
      ))}
    </div>
  );
}

/** The button that is the stop for the tab key: where the focus was last, as long as that is there. */
function findStop(runs: readonly ComparedRun[], baseline: string | undefined, current: string): string {
  const [runId = '', button] = current.split(' ');
  if (!runs.some((run) => run.runId === runId)) return `${runs[0]?.runId ?? ''} star`;
  return button === 'eye' && runId === baseline ? `${runId} star` : current;
}

type RunChipProps = {
  readonly run: ComparedRun;
  readonly shown: ShownRuns;
  readonly isHidden: boolean;
  readonly acts: RunSetActs;
  readonly stop: string;
};

function RunChip({ run, shown, isHidden, acts, stop }: RunChipProps) {
  const { t } = useTranslation();
  const { runId, name } = run;
  const isBaseline = runId === shown.baseline?.runId;
  const button = (id: string, label: string) => ({
    type: 'button' as const,
    className: parts.iconButton,
    title: label,
    'aria-label': label,
    'data-run': runId,
    'data-stop': `${runId} ${id}`,
    tabIndex: stop === `${runId} ${id}` ? 0 : -1,
  });
  const aliases = run.versions.flatMap((version) => version.aliases);
  return (
    <span
      className={classes.chip}
      data-hidden={isHidden || undefined}
      data-baseline={isBaseline || undefined}
    >
      <RunMark runStyle={shown.styleOf(runId)} />
      <span className={classes.name} title={name}>
        {name}
      </span>
      {run.lifecycle === 'deleted' && <span className="sm g3">{t('compare.deleted')}</span>}
      {isBaseline && <span className="sm g3">{t('compare.baseline')}</span>}
      {aliases.map((alias) => (
        <AliasTag key={alias} alias={alias} />
      ))}
      <span className={classes.buttons}>
        <button
          {...button(
            'star',
            isBaseline ? t('compare.isBaseline', { name }) : t('compare.setBaseline', { name }),
          )}
          aria-pressed={isBaseline}
          onClick={() => acts.setBaseline(runId)}
        >
          {isBaseline ? <IconStarFilled size={14} /> : <IconStar size={14} stroke={1.5} />}
        </button>
        {!isBaseline && (
          <button
            {...button('eye', isHidden ? t('compare.show', { name }) : t('compare.hide', { name }))}
            aria-pressed={isHidden}
            onClick={() => acts.toggle(runId)}
          >
            {isHidden ? <IconEyeOff size={14} stroke={1.5} /> : <IconEye size={14} stroke={1.5} />}
          </button>
        )}
        <button {...button('remove', t('compare.remove', { name }))} onClick={() => acts.remove(runId)}>
          <IconX size={14} stroke={1.5} />
        </button>
      </span>
    </span>
  );
}
