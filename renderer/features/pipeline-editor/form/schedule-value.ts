/** `schedule` of a pipeline file. */
export type ScheduleValue = {
  readonly cron?: string;
  readonly every?: string;
  readonly timezone?: string;
  readonly missed?: 'latest' | 'all' | 'none';
  readonly window?: string;
  readonly timetable?: 'trigger' | 'interval';
  readonly dst?: 'first' | 'airflow';
};
