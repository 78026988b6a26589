import { useNavigate, useParams } from '@tanstack/react-router';
import { useApp } from '../app-context.ts';

/** Leads to the traces of the experiment that is open; without one, to those of the trace that came last. */
export function useGoToTraces(): () => Promise<void> {
  const { bridge } = useApp();
  const navigate = useNavigate();
  const { experimentId: open } = useParams({ strict: false });
  return async () => {
    const experimentId = open ?? (await findLast());
    if (experimentId === undefined) await navigate({ to: '/experiments' });
    else await navigate({ to: '/experiments/$experimentId/traces', params: { experimentId }, search: {} });
  };

  /** The engine away, or no trace anywhere, leads to the list of experiments. */
  async function findLast(): Promise<string | undefined> {
    try {
      return (await bridge.client.traces.search({ maxResults: 1 })).traces[0]?.experimentId;
    } catch {
      return undefined;
    }
  }
}
