import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '#contract/pipeline-views.ts';
import { dateFormat, numberFormat } from '#renderer/parts/intl-formats.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { addDays, addMonths, firstDayOf, monthOf, moveMonths, weekdayOf, weeksOf } from './calendar-dates.ts';
import type { Day, Month } from './calendar-dates.ts';
import classes from './calendar.module.css';
import { countRuns, dayShapes, daySigns, dayState } from './day-state.ts';

type CalendarMonthsProps = {
  readonly label: string;
  readonly isOfMany: boolean;
  readonly first: Month;
  readonly count: number;
  readonly today: Day;
  readonly byDay: ReadonlyMap<Day, CalendarDay>;
  readonly opened: Day | null;
  readonly onOpen: (day: Day) => void;
  readonly onMonth: (first: Month) => void;
};

/** Months beside each other. All of them are one stop of the Tab key; arrows lead from day to day, over months, too. */
export function CalendarMonths(props: CalendarMonthsProps) {
  const { label, isOfMany, first, count, today, byDay, opened, onOpen, onMonth } = props;
  const box = useRef<HTMLDivElement>(null);
  const [walked, setWalked] = useState<Day | null>(null);
  const months = Array.from({ length: count }, (_, at) => addMonths(first, at));
  const isShown = (day: Day | null): day is Day => day !== null && months.includes(monthOf(day));
  const active = [walked, opened, today].find(isShown) ?? firstDayOf(first);
  // A day that was walked to may stand in months that come only now.
  const isAwaited = useRef(false);
  useEffect(() => {
    if (walked === null || !isAwaited.current) return;
    const cell = box.current?.querySelector<HTMLElement>(`[data-day="${walked}"]`);
    cell?.focus();
    isAwaited.current = cell == null;
  }, [walked, first]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') onOpen(active);
    else {
      const next = dayByKey(event.key, active);
      if (next === null) return;
      if (monthOf(next) < first) onMonth(monthOf(next));
      else if (!months.includes(monthOf(next))) onMonth(addMonths(monthOf(next), 1 - count));
      isAwaited.current = true;
      setWalked(next);
    }
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      className={classes.months}
      role="group"
      aria-label={label}
      data-many={isOfMany || undefined}
      onKeyDown={onKeyDown}
    >
      {months.map((month) => (
        <MonthGrid
          key={month}
          month={month}
          today={today}
          active={active}
          opened={opened}
          byDay={byDay}
          isOfMany={isOfMany}
          onOpen={(day) => {
            setWalked(day);
            onOpen(day);
          }}
        />
      ))}
    </div>
  );
}

function dayByKey(key: string, day: Day): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'PageUp':
      return moveMonths(day, -1);
    case 'PageDown':
      return moveMonths(day, 1);
    case 'Home':
      return addDays(day, -weekdayOf(day));
    case 'End':
      return addDays(day, 6 - weekdayOf(day));
    default:
      return null;
  }
}

type MonthGridProps = Pick<CalendarMonthsProps, 'isOfMany' | 'today' | 'byDay' | 'opened' | 'onOpen'> & {
  readonly month: Month;
  readonly active: Day;
};

/** A Monday to begin with: only the names of its days are of interest. */
const someMonday = Date.UTC(2024, 0, 1);
const dayMs = 24 * 60 * 60 * 1000;

function MonthGrid({ month, isOfMany, today, byDay, opened, active, onOpen }: MonthGridProps) {
  const locale = useLocale();
  const utc = { timeZone: 'UTC' } as const;
  const title = dateFormat(locale, { ...utc, month: 'long', year: 'numeric' });
  const short = dateFormat(locale, { ...utc, weekday: 'short' });
  const long = dateFormat(locale, { ...utc, weekday: 'long' });
  const name = title.format(Date.parse(`${month}-01T00:00:00Z`));
  return (
    <section className={classes.month}>
      <h2 className={classes.monthName}>{name}</h2>
      <table role="grid" aria-label={name} className={classes.days}>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, at) => someMonday + at * dayMs).map((at) => (
              <th key={at} scope="col" abbr={long.format(at)}>
                {short.format(at)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, at) => (
            <tr key={at}>
              {week.map((day, place) =>
                day === null ? (
                  <td key={place} />
                ) : (
                  <DayCell
                    key={day}
                    day={day}
                    found={byDay.get(day)}
                    isOfMany={isOfMany}
                    isToday={day === today}
                    isActive={day === active}
                    isOpened={day === opened}
                    onOpen={() => onOpen(day)}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type DayCellProps = {
  readonly day: Day;
  readonly found: CalendarDay | undefined;
  readonly isOfMany: boolean;
  readonly isToday: boolean;
  readonly isActive: boolean;
  readonly isOpened: boolean;
  readonly onOpen: () => void;
};

function DayCell({ day, found, isOfMany, isToday, isActive, isOpened, onOpen }: DayCellProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const state = dayState(found);
  const date = dateFormat(locale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
  const said = t('pipelineRuns.calendar.day', {
    date: date.format(Date.parse(`${day}T00:00:00Z`)),
    what: wordDay(found, t),
  });
  // Where there is room for one, it is what a person should know first.
  const signs = found === undefined ? [] : daySigns(found);
  // A cell has room for few digits; the title and what is read out have all of them.
  const short = numberFormat(locale, { notation: 'compact' });
  return (
    <td
      data-day={day}
      tabIndex={isActive ? 0 : -1}
      aria-selected={isOpened}
      aria-current={isToday ? 'date' : undefined}
      className={classes.cell}
      title={said}
      onClick={onOpen}
    >
      <VisuallyHidden>{said}</VisuallyHidden>
      <span className={classes.square} data-state={state ?? 'none'} aria-hidden="true">
        <span className={classes.number}>{Number(day.slice(8))}</span>
        <span className={classes.signs}>
          {(isOfMany ? signs : signs.slice(0, 1)).map(([one, count]) => (
            <span key={one} className={classes.sign}>
              <StatusGlyph shape={dayShapes[one]} size={12} />
              {short.format(count)}
            </span>
          ))}
        </span>
      </span>
    </td>
  );
}

/** `3 runs, 1 failed, 2 finished, 2 planned` */
function wordDay(day: CalendarDay | undefined, t: TFunction): string {
  if (day === undefined) return t('pipelineRuns.calendar.nothing');
  const runs = countRuns(day);
  return [
    ...(runs > 0 ? [t('pipelineRuns.calendar.runs', { count: runs })] : []),
    ...daySigns(day).map(([state, count]) => t(`pipelineRuns.calendar.${state}`, { count })),
  ].join(', ');
}
