import { Link } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import type { ActivityEntry } from '#contract/activity.ts';

type Place = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** The way to what was changed; plain text for what has no page, or is gone. */
export function ObjectLink({ entry, tabIndex }: { entry: ActivityEntry; tabIndex?: number }) {
  const place = placeOf(entry);
  const name = entry.name ?? entry.entityId;
  if (place === null) return <span className="ell">{name}</span>;
  return (
    <Link {...place} className="ell" {...(tabIndex === undefined ? {} : { tabIndex })} translate="no">
      {name}
    </Link>
  );
}

function placeOf({ entityKind, entityId, belongsTo, undo, action }: ActivityEntry): Place | null {
  if (undo.state === 'gone' || action.endsWith('.purge')) return null;
  switch (entityKind) {
    case 'experiment':
      return { to: '/experiments/$experimentId', params: { experimentId: entityId }, search: {} };
    case 'run':
      if (belongsTo === null) return null;
      return {
        to: '/experiments/$experimentId',
        params: { experimentId: belongsTo },
        search: { run: entityId },
      };
    case 'view':
      if (belongsTo === null) return null;
      return {
        to: '/experiments/$experimentId',
        params: { experimentId: belongsTo },
        search: { saved: Number(entityId) },
      };
    case 'trace':
      if (belongsTo === null) return null;
      return {
        to: '/experiments/$experimentId/traces/$traceId',
        params: { experimentId: belongsTo, traceId: entityId },
      };
    case 'batch':
      if (belongsTo === null) return null;
      return { to: '/monitoring/$model', params: { model: belongsTo }, search: { batch: Number(entityId) } };
    default:
      return placeOfNamed(entityKind, entityId);
  }
}

function placeOfNamed(kind: string, id: string): Place | null {
  switch (kind) {
    case 'dataset':
      return { to: '/datasets/$name', params: { name: id } };
    case 'model':
      return id === '' ? null : { to: '/models/$name', params: { name: id } };
    case 'model_version': {
      const cut = id.lastIndexOf('/');
      return {
        to: '/models/$name',
        params: { name: id.slice(0, cut) },
        search: { v: Number(id.slice(cut + 1)) },
      };
    }
    case 'alert':
      return { to: '/alerts', search: { alert: Number(id) } };
    case 'pipeline':
      return { to: '/pipelines' };
    case 'pipeline_run':
      return { to: '/pipelines/runs/$pipelineRunId', params: { pipelineRunId: id } };
    default:
      return null;
  }
}
