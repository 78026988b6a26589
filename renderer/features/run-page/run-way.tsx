import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '#renderer/app-context.ts';
import { runQuery } from '../runs/index.ts';
import classes from './run-page.module.css';

/** Another run by its name, as the way to its page; the head of its id while it is read, and when it is gone. */
export function RunWay({ runId }: { runId: string }) {
  const { bridge } = useApp();
  const run = useQuery(runQuery(bridge.client, runId)).data;
  if (run === undefined) return <span className="mono">{runId.slice(0, 8)}</span>;
  return (
    <Link
      to="/experiments/$experimentId/runs/$runId"
      params={{ experimentId: run.experimentId, runId }}
      className={classes.link}
      translate="no"
    >
      {run.name}
    </Link>
  );
}
