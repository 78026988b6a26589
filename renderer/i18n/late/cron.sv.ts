/** What a schedule’s cron text means. */
export const cron = {
  everyMinutes_one: 'Varje minut',
  everyMinutes_other: 'Var {{count, number}}:e minut',
  hourly: 'Varje timme :{{minute}}',
  everyHours_one: 'Varje timme :{{minute}}',
  everyHours_other: 'Var {{count, number}}:e timme :{{minute}}',
  daily: 'Varje dag {{time}}',
  weekdays: 'Varje vardag {{time}}',
  weekly: 'Varje {{days}} {{time}}',
  monthly: 'Dag {{day}} i varje månad {{time}}',
};
