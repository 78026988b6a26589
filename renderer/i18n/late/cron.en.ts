/** What a schedule’s cron text means. */
export const cron = {
  everyMinutes_one: 'Every minute',
  everyMinutes_other: 'Every {{count, number}} minutes',
  hourly: 'Every hour at :{{minute}}',
  everyHours_one: 'Every hour at :{{minute}}',
  everyHours_other: 'Every {{count, number}} hours at :{{minute}}',
  daily: 'Every day at {{time}}',
  weekdays: 'Every weekday at {{time}}',
  weekly: 'Every {{days}} at {{time}}',
  monthly: 'On day {{day}} of every month at {{time}}',
};

/** What few schedules say. */
export const scheduleMore = {
  title: 'More of the schedule',
  window: {
    label: 'Made up for, at most',
    help: 'How far back missed runs are made up for: 12h, 7d.',
  },
  timetable: {
    label: 'Date of a run',
    trigger: { label: 'When it starts', help: 'A run is of the moment at which it starts.' },
    interval: {
      label: 'Beginning of its interval',
      help: 'A run is of the time before it: it starts when its interval is over.',
    },
  },
  dstRule: {
    label: 'When clocks are set back',
    first: { label: 'The first of two equal times', help: 'It starts once.' },
    airflow: { label: 'As Airflow does', help: 'It starts once, at the second of the two.' },
  },
};
