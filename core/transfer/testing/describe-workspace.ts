import type { Run } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';

/** Everything of a workspace that an import or a push carries, in an order that does not depend on when it came. */
export async function describeWorkspace(client: EngineClient): Promise<object> {
  const { experiments } = await client.experiments.search({ view: 'all', orderBy: ['name ASC'] });
  const described = [];
  for (const { experimentId, name, lifecycle, tags } of experiments) {
    const { runs } = await client.runs.search({
      experimentIds: [experimentId],
      view: 'all',
      maxResults: 1000,
    });
    const sorted = runs.toSorted((a, b) => (a.runId < b.runId ? -1 : 1));
    const each = [];
    for (const run of sorted) each.push(await describeRun(client, run));
    described.push({ name, lifecycle, tags, runs: each });
  }
  const { models } = await client.loggedModels.search({ view: 'all', orderBy: ['model_id ASC'] });
  const loggedModels = models.map(
    ({ experimentId: _experiment, artifactUri: _uri, updatedAt: _at, ...rest }) => rest,
  );
  return { experiments: described, loggedModels, models: await describeModels(client) };
}

async function describeRun(client: EngineClient, run: Run): Promise<object> {
  const { runId, experimentId: _experiment, artifactUri: _uri, ...rest } = run;
  const history: Record<string, unknown> = {};
  for (const { key } of run.metrics) {
    history[key] = (await client.runs.metricHistory({ runId, key, maxResults: 25_000 })).points;
  }
  const { datasets } = await client.runs.inputs({ runId });
  return { runId, ...rest, history, datasets, files: await listAll(client, runId) };
}

async function listAll(client: EngineClient, runId: string, path = ''): Promise<string[]> {
  const { files } = await client.artifacts.list({ runId, path });
  const lists = await Promise.all(
    files.map(async (file) =>
      file.isFolder ? listAll(client, runId, file.path) : [`${file.path} ${String(file.size)}`],
    ),
  );
  return lists.flat();
}

async function describeModels(client: EngineClient): Promise<object[]> {
  const { models } = await client.registry.list({ prompts: true });
  return Promise.all(
    models.map(async ({ name, description, tags, aliases }) => {
      const { versions } = await client.registry.versions({ name });
      const each = versions.map(
        ({ updatedAt: _at, source: _source, metrics: _metrics, ...version }) => version,
      );
      return { name, description, tags, aliases, versions: each };
    }),
  );
}
