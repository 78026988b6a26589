import { useNavigate, useParams } from '@tanstack/react-router';
import { useApp } from '../app-context.ts';

/** Leads to the comparison of the experiment that is open; without one, of the experiment of the newest run. */
export function useGoToCompare(): () => Promise<void> {
  const { bridge } = useApp();
  const navigate = useNavigate();
  const { experimentId: open } = useParams({ strict: false });
  return async () => {
    const experimentId = open ?? (await findNewest());
    if (experimentId === undefined) await navigate({ to: '/experiments' });
    else await navigate({ to: '/experiments/$experimentId/compare', params: { experimentId }, search: {} });
  };

  /** The engine away, or no run anywhere, leads to the list of experiments. */
  async function findNewest(): Promise<string | undefined> {
    const newest = { orderBy: ['attributes.start_time DESC'], maxResults: 1 };
    try {
      return (await bridge.client.runs.search(newest)).runs[0]?.experimentId;
    } catch {
      return undefined;
    }
  }
}
