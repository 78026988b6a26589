export { ActivityList } from './activity-list.tsx';
export { wordChange } from './activity-columns.tsx';
