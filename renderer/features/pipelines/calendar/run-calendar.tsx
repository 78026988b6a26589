import { ActionIcon, Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { PageBody } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { addMonths, dayAt, monthOf } from './calendar-dates.ts';
import type { Day, Month } from './calendar-dates.ts';
import classes from './calendar.module.css';
import { CalendarMonths } from './calendar-months.tsx';
import { DayRuns } from './day-runs.tsx';
import { dayShapes, dayStates } from './day-state.ts';
import { useCalendarDays } from './use-calendar-days.ts';
import type { CalendarPipelines } from './use-calendar-days.ts';
import { localZone, useCalendarZone, zoneChoices } from './use-calendar-zone.ts';

/** The months that are shown: `before` of them have gone by, unless the address says another first one. */
export type CalendarSpan = { readonly months: number; readonly before: number; readonly step: number };

type RunCalendarProps = {
  /** What the months are the days of. */
  readonly label: string;
  readonly pipelines: CalendarPipelines;
  readonly span: CalendarSpan;
  readonly day: Day | undefined;
  readonly month: Month | undefined;
  readonly onShow: (next: { readonly day?: Day | undefined; readonly month?: Month | undefined }) => void;
  /** Days with room for each state, and runs with the names of their pipelines. */
  readonly isOfMany?: boolean;
  /** Stands in the place of the usual months when nothing is on them. */
  readonly empty?: ReactNode;
};

/** Days by how the runs of pipelines went, and those on which schedules start some; a day opens to its runs. */
export function RunCalendar(props: RunCalendarProps) {
  const { label, pipelines, span, day = null, month, onShow, isOfMany = false, empty = null } = props;
  const { t } = useTranslation();
  const { choice, setChoice, zone } = useCalendarZone();
  const today = dayAt(useNow(), zone);
  const usual = addMonths(monthOf(today), -span.before);
  const first = month ?? usual;
  const { query, byDay } = useCalendarDays(pipelines, first, span.months, zone);
  const goTo = (next: Month): void => onShow({ month: next === usual ? undefined : next });
  if (query.data === undefined)
    return query.isError ? (
      <PageProblem
        title={t('pipelineRuns.calendar.loadFailed')}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    ) : (
      <StillBars />
    );
  if (empty !== null && byDay.size === 0 && first === usual && day === null) return empty;
  return (
    <PageBody
      inspector={
        day !== null && (
          <DayRuns
            key={day}
            pipelines={pipelines}
            isOfMany={isOfMany}
            day={day}
            zone={zone}
            planned={byDay.get(day)?.planned ?? 0}
            onClose={() => onShow({ day: undefined })}
          />
        )
      }
    >
      <div className={classes.bar}>
        <Steps first={first} by={span.step} onMonth={goTo} />
        <Button size="compact-xs" disabled={first === usual} onClick={() => goTo(usual)}>
          {t('pipelineRuns.calendar.today')}
        </Button>
        <Legend isOfMany={isOfMany} />
        <span className="grow" />
        <ZonePicker choice={choice} onChoice={setChoice} />
      </div>
      <CalendarMonths
        label={label}
        isOfMany={isOfMany}
        first={first}
        count={span.months}
        today={today}
        byDay={byDay}
        opened={day}
        onOpen={(next) => onShow({ day: next })}
        onMonth={goTo}
      />
    </PageBody>
  );
}

type StepsProps = { readonly first: Month; readonly by: number; readonly onMonth: (month: Month) => void };

function Steps({ first, by, onMonth }: StepsProps) {
  const { t } = useTranslation();
  const steps = [
    ['earlier', IconChevronLeft, -by],
    ['later', IconChevronRight, by],
  ] as const;
  return steps.map(([word, Icon, months]) => {
    const label = t(`pipelineRuns.calendar.${word}`);
    return (
      <Tooltip key={word} label={label}>
        <ActionIcon size={24} aria-label={label} onClick={() => onMonth(addMonths(first, months))}>
          <Icon size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    );
  });
}

type ZonePickerProps = {
  readonly choice: (typeof zoneChoices)[number];
  readonly onChoice: (choice: (typeof zoneChoices)[number]) => void;
};

/** Whose days they are; where this computer keeps UTC there is nothing to choose. */
function ZonePicker({ choice, onChoice }: ZonePickerProps) {
  const { t } = useTranslation();
  const local = localZone();
  const word = t('pipelineRuns.calendar.zone');
  if (local === 'UTC') return <span className={classes.zone}>{`${word} UTC`}</span>;
  return (
    <label className={classes.zone}>
      <span>{word}</span>
      <NativeSelect
        value={choice}
        data={zoneChoices.map((value) => ({ value, label: value === 'utc' ? 'UTC' : local }))}
        onChange={(event) =>
          onChoice(zoneChoices.find((one) => one === event.currentTarget.value) ?? 'local')
        }
      />
    </label>
  );
}

/** Of one pipeline a day is told by what came worst, of many by each state. */
function Legend({ isOfMany }: { isOfMany: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.legend} aria-label={t('pipelineRuns.grid.legend')}>
      {dayStates.map((state) => (
        <li key={state}>
          <StateLabel shape={dayShapes[state]}>
            {t(`pipelineRuns.calendar.${isOfMany ? 'legendOfMany' : 'legend'}.${state}`)}
          </StateLabel>
        </li>
      ))}
    </ul>
  );
}
