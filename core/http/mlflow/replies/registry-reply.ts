import type { ModelVersion } from '#contract/registry.ts';
import type { ModelRecord, VersionRecord } from '#core/registry/index.ts';
import { orOmit } from '../wire/values.ts';

export function buildModelReply(model: ModelRecord): object {
  return {
    name: model.name,
    creation_timestamp: model.createdAt,
    last_updated_timestamp: model.updatedAt,
    description: model.description === '' ? undefined : model.description,
    latest_versions: orOmit(model.latest.map(buildVersionReply)),
    tags: orOmit(model.tags),
    aliases: orOmit(model.aliases.map(({ alias, version }) => ({ alias, version: String(version) }))),
  };
}

/** Ready at once: nothing is copied when a version is made. */
export function buildVersionReply(version: ModelVersion | VersionRecord): object {
  return {
    name: version.name,
    version: String(version.version),
    creation_timestamp: version.createdAt,
    last_updated_timestamp: version.updatedAt,
    user_id: version.userId === '' ? undefined : version.userId,
    current_stage: version.stage,
    description: version.description,
    source: version.source,
    run_id: version.runId ?? undefined,
    status: 'READY',
    run_link: version.runLink,
    model_id: version.modelId ?? undefined,
    tags: orOmit(version.tags),
    aliases: orOmit(version.aliases),
  };
}
