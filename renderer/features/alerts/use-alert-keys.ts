import {
  IconBell,
  IconCheck,
  IconClock,
  IconFilter,
  IconMessage,
  IconSquareCheck,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#contract/monitoring.ts';
import type { PageCommand } from '#renderer/commands/page-commands.ts';
import { usePageCommands } from '#renderer/commands/use-page-commands.ts';
import { isLetterKey, isTyping } from '#renderer/parts/key-hints.ts';
import type { AlertForm } from './alert-foot.tsx';
import type { CommentField } from './use-comment-field.ts';
import type { AlertSelection } from './use-alert-selection.ts';
import { useAlertActs } from './use-alert-acts.ts';

type AlertKeys = {
  readonly alerts: readonly Alert[];
  readonly chosen: number | undefined;
  readonly selection: AlertSelection;
  readonly onChoose: (alertId: number) => void;
  readonly onForm: (form: AlertForm) => void;
  readonly comment: CommentField;
  readonly onFilter: () => void;
};

/** `letter` acts while the list or the details have the focus. */
type AlertCommand = PageCommand & { readonly letter: string };

/**
 * The keys of the page: j and k go through the list, letters act on the selected alerts, else on the chosen one, from
 * anywhere in the list or the details. The palette and the sheet of shortcuts know them from the same list.
 */
export function useAlertKeys(page: AlertKeys): (event: KeyboardEvent<HTMLElement>) => void {
  const commands = usePageActs(page);
  usePageCommands(commands);
  return (event) => {
    if (isTaken(event) || waitForComment(event, page.comment)) return;
    const step = readStep(event);
    const command = commands.find((one) => isKeyOf(one, event));
    if (step !== undefined) goBy(step, page, event.currentTarget);
    else if (event.key === 'Escape' && page.selection.alerts.length > 0) page.selection.clear();
    else if (command?.id === 'alert.select') select(page, event.shiftKey);
    else if (command !== undefined) command.run();
    else return;
    event.preventDefault();
  };
}

/** Shift and the key of selecting select up to there. */
function isKeyOf({ id, letter }: AlertCommand, event: KeyboardEvent): boolean {
  return isLetterKey(event, letter) || (id === 'alert.select' && event.key.toLowerCase() === letter);
}

/** What a form in here took, such as Escape, is done; what is typed, or pressed with other keys, is for others. */
function isTaken(event: KeyboardEvent): boolean {
  return event.defaultPrevented || isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey;
}

/** Whether letters are meant for a field that is not there yet; Escape gives it up. */
function waitForComment(event: KeyboardEvent, { isAwaited, forget }: CommentField): boolean {
  if (!isAwaited()) return false;
  if (event.key === 'Escape') forget();
  event.preventDefault();
  return true;
}

function select({ chosen, selection }: AlertKeys, range: boolean): void {
  if (chosen !== undefined) selection.toggle(chosen, range);
}

/** Letters step from anywhere, arrows only in the list: the details scroll by them. */
function readStep(event: KeyboardEvent): number | undefined {
  const steps: Readonly<Record<string, number>> = isInList(event)
    ? { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }
    : { j: 1, k: -1 };
  return steps[event.key];
}

function isInList({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest('[data-alert]') !== null;
}

/** The focus goes along, so that the next key acts there. */
function goBy(step: number, { alerts, chosen, onChoose }: AlertKeys, root: HTMLElement): void {
  const index = alerts.findIndex(({ alertId }) => alertId === chosen) + step;
  const next = alerts[Math.max(0, Math.min(alerts.length - 1, index))];
  if (next === undefined) return;
  onChoose(next.alertId);
  root.querySelector<HTMLElement>(`[data-alert="${String(next.alertId)}"]`)?.focus();
}

function usePageActs(page: AlertKeys): readonly AlertCommand[] {
  const { t } = useTranslation();
  const acts = useAlertActs();
  const { alerts, chosen, selection, onChoose, onForm, comment, onFilter } = page;
  const current = alerts.find(({ alertId }) => alertId === chosen);
  const subjects = selection.alerts.length > 0 ? selection.alerts : current === undefined ? [] : [current];

  /** What was dealt with may leave the list: its neighbour is next. */
  function acknowledge(): void {
    const ids = subjects
      .filter(({ state }) => state === 'firing' || state === 'snoozed')
      .map(({ alertId }) => alertId);
    if (ids.length === 0) return;
    const index = alerts.findIndex(({ alertId }) => alertId === chosen);
    const rest = alerts.filter(({ alertId }) => !ids.includes(alertId));
    const next = alerts.slice(index).find((alert) => rest.includes(alert)) ?? rest.at(-1);
    selection.clear();
    void acts.acknowledge(ids);
    if (next !== undefined) onChoose(next.alertId);
  }
  return [
    {
      id: 'alert.acknowledge',
      label: t('alertDesk.commands.acknowledge'),
      icon: IconCheck,
      letter: 'a',
      run: acknowledge,
    },
    {
      id: 'alert.snooze',
      label: t('alertDesk.commands.snooze'),
      icon: IconClock,
      letter: 's',
      run: () => onForm('snooze'),
    },
    {
      id: 'alert.resolve',
      label: t('alertDesk.commands.resolve'),
      icon: IconBell,
      letter: 'r',
      run: () => onForm('resolve'),
    },
    {
      id: 'alert.comment',
      label: t('alertDesk.commands.comment'),
      icon: IconMessage,
      letter: 'c',
      run: comment.focus,
    },
    {
      id: 'alert.select',
      label: t('alertDesk.commands.select'),
      icon: IconSquareCheck,
      letter: 'x',
      run: () => select(page, false),
    },
    {
      id: 'alert.filter',
      label: t('alertDesk.commands.filter'),
      icon: IconFilter,
      letter: '/',
      run: onFilter,
    },
  ];
}
