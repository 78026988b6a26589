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
