import type { EngineContext } from '#core/store/context.ts';

export interface VersionOfRun {
  model: string;
  version: number;
  /** by name */
  aliases: string[];
}

/** The registered versions that came from these runs, by run id, the newest first. */
export function readVersionsOfRuns(
  ctx: EngineContext,
  runIds: readonly string[],
): Map<string, VersionOfRun[]> {
  const rows = ctx.db.all<{ run_id: string; model: string; version: number; alias: string | null }>(
    `SELECT v.run_id, m.name AS model, v.version, a.alias FROM json_each(?) j
     JOIN model_versions v ON v.run_id = j.value JOIN registered_models m ON m.id = v.model_id
     LEFT JOIN model_aliases a ON a.model_id = v.model_id AND a.version = v.version
     ORDER BY m.name, v.version DESC, a.alias`,
    JSON.stringify(runIds),
  );
  const versions = new Map<string, VersionOfRun[]>();
  for (const { run_id, model, version, alias } of rows) {
    const list = versions.get(run_id) ?? [];
    versions.set(run_id, list);
    let item = list.find((known) => known.model === model && known.version === version);
    if (item === undefined) list.push((item = { model, version, aliases: [] }));
    if (alias !== null) item.aliases.push(alias);
  }
  return versions;
}
