/**
 * SQL: whether a run `r` failed and a later run of the whole pipeline, of a backfill one of the same date, ended well. A
 * run of a part makes up for nothing: it may have left out what failed.
 */
export const isMadeUpForSql = `(r.state = 'failed' AND EXISTS (
  SELECT 1 FROM pipeline_runs later
  WHERE later.pipeline = r.pipeline AND later.id > r.id AND later.state = 'success' AND later.coverage <> 'part'
    AND (r.backfill_id IS NULL OR later.logical_at = r.logical_at)))`;
