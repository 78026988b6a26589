export { JobProgress } from './job-progress.tsx';
export { useJobName } from './job-words.tsx';
export { jobListQuery } from './queries.ts';
export { JobsTray } from './jobs-tray.tsx';
