import { useNavigate } from '@tanstack/react-router';
import { newestFirst } from './queries.ts';
import type { RunSearch } from './queries.ts';

/** Opens the page of a run; its neighbours there are those of the list that it was opened from. */
export function useOpenRun({ experimentId, filter, order }: RunSearch): (runId: string) => void {
  const navigate = useNavigate();
  return (runId) =>
    void navigate({
      to: '/experiments/$experimentId/runs/$runId',
      params: { experimentId, runId },
      search: { ...(filter === '' ? {} : { filter }), ...(order === newestFirst ? {} : { order }) },
    });
}
