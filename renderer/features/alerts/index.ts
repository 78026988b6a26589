export { alertListQuery, batchListQuery, openAlertCountQuery } from './queries.ts';
export { ClassicRuleList } from './classic-rules.tsx';
export { useAlertActs } from './use-alert-acts.ts';
export { formatSignal, limitOf, sortAlerts, wordAlert } from './word-alert.ts';
