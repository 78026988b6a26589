import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { runQuery } from './queries.ts';

type RunLinkProps = {
  readonly runId: string;
  readonly className: string | undefined;
  /** Stands there while the run is read, and when it is gone. */
  readonly fallback: (isGone: boolean) => ReactNode;
};

/** A run's name as the way to its details, which stand on the page of its experiment: only the run itself knows it. */
export function RunLink({ runId, className, fallback }: RunLinkProps) {
  const { bridge } = useApp();
  const { data: run, error } = useQuery(runQuery(bridge.client, runId));
  if (run === undefined) return fallback(error !== null && toProblem(error).code === 'NOT_FOUND');
  return (
    <Link
      to="/experiments/$experimentId"
      params={{ experimentId: run.experimentId }}
      search={{ run: runId, ...(run.lifecycle === 'deleted' ? { view: 'deleted' } : {}) }}
      className={className}
      translate="no"
    >
      {run.name}
    </Link>
  );
}
