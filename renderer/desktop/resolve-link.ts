import type { EngineClient } from '#contract/procedures.ts';
import type { DeepLink } from './deep-link.ts';

/**
 * The address of what a link names, once the engine has said that it is there; null where the link names no page.
 * @throws the engine's error, NOT_FOUND for what does not exist
 */
export async function resolveLink(
  client: EngineClient,
  link: DeepLink,
  isPage: (path: string) => boolean,
): Promise<string | null> {
  const path = await pathOf(client, link);
  if (!isPage(path)) return null;
  const search = [searchOf(link), link.search].filter((part) => part !== '').join('&');
  return search === '' ? path : `${path}?${search}`;
}

async function pathOf(client: EngineClient, link: DeepLink): Promise<string> {
  const part = encodeURIComponent;
  switch (link.kind) {
    case 'run': {
      const { experimentId } = await client.runs.get({ runId: link.runId });
      return `/experiments/${part(experimentId)}/runs/${link.runId}`;
    }
    case 'trace': {
      const { experimentId } = await client.traces.get({ traceId: link.traceId });
      return `/experiments/${part(experimentId)}/traces/${part(link.traceId)}`;
    }
    case 'experiment':
      await client.experiments.get({ experimentId: link.experimentId });
      return `/experiments/${part(link.experimentId)}`;
    case 'model':
      return pathOfModel(client, link);
    case 'pipeline':
      await client.pipelines.get({ name: link.name });
      return '/pipelines';
    case 'pipeline-run':
      await client.pipelines.getRun({ pipelineRunId: link.pipelineRunId });
      return `/pipelines/runs/${part(link.pipelineRunId)}`;
    case 'dataset':
      await client.datasets.get({ name: link.name, ...versionOf(link) });
      return `/datasets/${part(link.name)}`;
    case 'alert':
      await client.monitoring.getAlert({ alertId: link.alertId });
      return '/alerts';
    case 'screen':
      return link.path;
  }
}

async function pathOfModel(
  client: EngineClient,
  { name, version }: Extract<DeepLink, { kind: 'model' }>,
): Promise<string> {
  const path = `/models/${encodeURIComponent(name)}`;
  if (version === null) await client.registry.get({ name });
  else await client.registry.getVersion({ name, version });
  return version === null ? path : `${path}/versions/${String(version)}`;
}

function versionOf({ version }: { readonly version: number | null }): { version?: number } {
  return version === null ? {} : { version };
}

function searchOf(link: DeepLink): string {
  if (link.kind === 'dataset' && link.version !== null) return `v=${String(link.version)}`;
  // Whatever became of it, it stands in the list of all.
  return link.kind === 'alert' ? `state=all&alert=${String(link.alertId)}` : '';
}
