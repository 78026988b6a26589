export { alertListQuery, batchListQuery, openAlertCountQuery } from './queries.ts';
export { useAlertActs } from './use-alert-acts.ts';
export { limitOf, sortAlerts, wordAlert } from './word-alert.ts';
