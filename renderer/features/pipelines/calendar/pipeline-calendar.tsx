import { ActionIcon, Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
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
import { localZone, useCalendarZone, zoneChoices } from './use-calendar-zone.ts';

const route = getRouteApi('/pipelines/$name');

const monthsShown = 6;
/** So many months of those that are shown have gone by, unless the address says another first one. */
const monthsBefore = 3;

/** The days of a pipeline by how its runs went, and those on which its schedule starts some. */
export function PipelineCalendar({ name }: { name: string }) {
  const { t } = useTranslation();
  const { day = null, month } = route.useSearch();
  const navigate = route.useNavigate();
  const { choice, setChoice, zone } = useCalendarZone();
  const today = dayAt(useNow(), zone);
  const usual = addMonths(monthOf(today), -monthsBefore);
  const first = month ?? usual;
  const { query, byDay } = useCalendarDays(name, first, monthsShown, zone);
  const show = (next: { day?: Day | undefined; month?: Month | undefined }): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  const goTo = (next: Month): void => show({ month: next === usual ? undefined : next });
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
  return (
    <PageBody
      inspector={
        day !== null && (
          <DayRuns
            key={day}
            name={name}
            day={day}
            zone={zone}
            planned={byDay.get(day)?.planned ?? 0}
            onClose={() => show({ day: undefined })}
          />
        )
      }
    >
      <div className={classes.bar}>
        <Steps first={first} onMonth={goTo} />
        <Button size="compact-xs" disabled={first === usual} onClick={() => goTo(usual)}>
          {t('pipelineRuns.calendar.today')}
        </Button>
        <Legend />
        <span className="grow" />
        <ZonePicker choice={choice} onChoice={setChoice} />
      </div>
      <CalendarMonths
        name={name}
        first={first}
        count={monthsShown}
        today={today}
        byDay={byDay}
        opened={day}
        onOpen={(next) => show({ day: next })}
        onMonth={goTo}
      />
    </PageBody>
  );
}

function Steps({ first, onMonth }: { first: Month; onMonth: (month: Month) => void }) {
  const { t } = useTranslation();
  const steps = [
    ['earlier', IconChevronLeft, -monthsBefore],
    ['later', IconChevronRight, monthsBefore],
  ] as const;
  return steps.map(([word, Icon, by]) => {
    const label = t(`pipelineRuns.calendar.${word}`);
    return (
      <Tooltip key={word} label={label}>
        <ActionIcon size={24} aria-label={label} onClick={() => onMonth(addMonths(first, by))}>
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

function Legend() {
  const { t } = useTranslation();
  return (
    <ul className={classes.legend} aria-label={t('pipelineRuns.grid.legend')}>
      {dayStates.map((state) => (
        <li key={state}>
          <StateLabel shape={dayShapes[state]}>{t(`pipelineRuns.calendar.legend.${state}`)}</StateLabel>
        </li>
      ))}
    </ul>
  );
}
