import { ActionIcon, Popover } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterClause } from '#contract/run-table.ts';
import { formatMoment } from '#renderer/parts/times.ts';
import type { ValueColumn } from '../value-columns.ts';
import { ConditionForm } from './condition-form.tsx';
import type { ConditionStart } from './condition-form.tsx';
import { isTimeKey, operatorsOf, readKey } from './condition-text.ts';
import type { ConditionOperator } from './condition-text.ts';
import classes from './filter.module.css';

type FilterChipsProps = {
  readonly experimentId: string;
  readonly columns: readonly ValueColumn[];
  readonly clauses: readonly FilterClause[];
  readonly onReplace: (index: number, text: string | null) => void;
  /** For what only the text can say. */
  readonly onText: () => void;
};

/** One chip for each condition of the filter; what is more than a comparison is changed as text. */
export function FilterChips({ experimentId, columns, clauses, onReplace, onText }: FilterChipsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <ul className={classes.chips} aria-label={t('runTable.filter.conditions')}>
      {clauses.map((clause, index) => {
        const start = startOf(clause);
        // The same condition may stand there twice.
        const before = clauses.slice(0, index).filter(({ text }) => text === clause.text).length;
        return (
          <li key={`${String(before)} ${clause.text}`} className={classes.chip}>
            <Popover
              opened={open === index}
              onChange={(isOpen) => setOpen(isOpen ? index : null)}
              position="bottom-start"
              shadow="md"
              radius="lg"
              trapFocus
              returnFocus
            >
              <Popover.Target>
                <button
                  type="button"
                  className={classes.chipText}
                  title={clause.text}
                  onClick={() => (start === null ? onText() : setOpen(open === index ? null : index))}
                >
                  <ClauseWords clause={clause} />
                </button>
              </Popover.Target>
              <Popover.Dropdown className={classes.dropdown}>
                {start !== null && (
                  <ConditionForm
                    experimentId={experimentId}
                    columns={columns}
                    start={start}
                    onDone={(text) => {
                      setOpen(null);
                      onReplace(index, text);
                    }}
                  />
                )}
              </Popover.Dropdown>
            </Popover>
            <ActionIcon
              size={24}
              aria-label={t('runTable.filter.remove', { text: clause.text })}
              onClick={(event) => {
                focusBeside(event.currentTarget);
                onReplace(index, null);
              }}
            >
              <IconX size={12} stroke={1.5} />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}

/** A chip that goes hands the focus to the one after it, else to the one before. */
function focusBeside(button: HTMLElement): void {
  const chip = button.closest('li');
  const beside = chip?.nextElementSibling ?? chip?.previousElementSibling;
  [...(beside?.querySelectorAll('button') ?? [])].at(-1)?.focus();
}

function ClauseWords({ clause }: { readonly clause: FilterClause }) {
  const { t } = useTranslation();
  const { condition } = clause;
  const start = startOf(clause);
  if (condition === null || start === null) return <span className="mono ell">{clause.text}</span>;
  const isTime = condition.key === 'start_time' || condition.key === 'end_time';
  const ago = isTime ? wordAgo(start, t) : null;
  if (ago !== null)
    return (
      <>
        <span className="mono">{condition.key}</span>
        <span className={classes.chipValue}>{ago}</span>
      </>
    );
  const value = isTime && typeof condition.value === 'number' ? formatMoment(condition.value) : start.value;
  return (
    <>
      <span className="mono">{condition.key}</span>
      <span className="g3">{t(`runTable.filter.operators.${start.operator}`)}</span>
      <span className={classes.chipValue}>{value}</span>
    </>
  );
}

/** `in the last 14 days` for `> -14d`, `before 14 days ago` for `< -14d`; null for other times. */
function wordAgo({ operator, value }: ConditionStart, t: TFunction): string | null {
  const [, count, unit] = /^-(\d+)([smhdw])$/.exec(value) ?? [];
  if (count === undefined || unit === undefined) return null;
  const span = t(`runTable.filter.spans.${unit as 's' | 'm' | 'h' | 'd' | 'w'}`, { count: Number(count) });
  return t(operator.startsWith('>') ? 'runTable.filter.within' : 'runTable.filter.before', { span });
}

const entityLabels: Readonly<Record<string, string>> = {
  metric: 'metrics.',
  param: 'params.',
  tag: 'tags.',
  attribute: '',
};

/** The form that a clause began as; null for one that the form cannot say. */
function startOf({ condition }: FilterClause): ConditionStart | null {
  const prefix = condition === null ? undefined : entityLabels[condition.entity];
  if (condition === null || prefix === undefined) return null;
  const label = `${prefix}${condition.key}`;
  const key = readKey(label);
  if (key === null) return null;
  const { operator: written, value } = condition;
  const inner = typeof value === 'string' ? /^%([^%_]*)%$/.exec(value)?.[1] : undefined;
  const contains = written === 'ILIKE' && inner !== undefined;
  const operator = (contains ? 'contains' : written) as ConditionOperator;
  const shown = contains ? inner : fieldValue(value, isTimeKey(key));
  return shown === null || !operatorsOf(key).includes(operator) ? null : { label, operator, value: shown };
}

/** Null for a list that commas cannot separate. */
function fieldValue(value: NonNullable<FilterClause['condition']>['value'], isTime: boolean): string | null {
  if (Array.isArray(value)) return value.some((text) => text.includes(',')) ? null : value.join(', ');
  if (isTime && typeof value === 'number') return localMoment(value);
  return String(value ?? '');
}

/** As a field for date and time takes it. */
function localMoment(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
