import { useNavigate, useParams } from '@tanstack/react-router';
import { writeRunSet } from './run-set.ts';

/** The engine sets no more than these side by side. */
export const maxComparedRuns = 500;

/** Sets runs side by side, on a page below the experiment that is open. */
export function useOpenCompare(): (runIds: readonly string[]) => void {
  const navigate = useNavigate();
  const { experimentId = '0' } = useParams({ strict: false });
  return (runIds) => {
    const runs = writeRunSet(runIds);
    void navigate({
      to: '/experiments/$experimentId/compare',
      params: { experimentId },
      search: runs === undefined ? {} : { runs },
    });
  };
}
