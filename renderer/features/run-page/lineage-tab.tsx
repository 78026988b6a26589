import type { Run } from '#contract/entities.ts';
import { LineageOf } from '../lineage/index.ts';
import classes from './run-page.module.css';

/** What the run used and what came of it. */
export function LineageTab({ run }: { run: Run }) {
  return (
    <div className={classes.page}>
      <LineageOf uri={`runs:/${run.runId}`} />
    </div>
  );
}
