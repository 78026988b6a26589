/** What a schedule’s cron text means. */
export const cron = {
  everyMinutes_one: 'Varje minut',
  everyMinutes_other: 'Med {{count, number}} minuters mellanrum',
  hourly: 'Varje timme :{{minute}}',
  everyHours_one: 'Varje timme :{{minute}}',
  everyHours_other: 'Med {{count, number}} timmars mellanrum, :{{minute}}',
  daily: 'Varje dag {{time}}',
  weekdays: 'Varje vardag {{time}}',
  weekly: 'Varje {{days}} {{time}}',
  monthly: 'Dag {{day}} i varje månad {{time}}',
};

/** What few schedules say. */
export const scheduleMore = {
  title: 'Mer om schemat',
  window: {
    label: 'Tas igen, som mest',
    help: 'Hur långt tillbaka missade körningar tas igen: 12h, 7d.',
  },
  timetable: {
    label: 'En körnings datum',
    trigger: { label: 'När den startar', help: 'En körning gäller stunden då den startar.' },
    interval: {
      label: 'Början av dess intervall',
      help: 'En körning gäller tiden före den: den startar när intervallet är slut.',
    },
  },
  dstRule: {
    label: 'När klockan ställs tillbaka',
    first: { label: 'Den första av två lika tider', help: 'Den startar en gång.' },
    airflow: { label: 'Som Airflow gör', help: 'Den startar en gång, vid den andra av de två.' },
  },
};
