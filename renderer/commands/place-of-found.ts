import type { LinkProps } from '@tanstack/react-router';
import type { FoundObject } from '#contract/finding.ts';

type Way = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** The page of what quick search found. */
export function placeOfFound({ kind, id, name, withinId, state }: FoundObject): Way {
  switch (kind) {
    case 'run':
      return {
        to: '/experiments/$experimentId/runs/$runId',
        params: { experimentId: withinId ?? '', runId: id },
      };
    case 'experiment':
      return { to: '/experiments/$experimentId', params: { experimentId: id } };
    case 'model':
      return { to: '/models/$name', params: { name } };
    case 'version':
      return { to: '/models/$name/versions/$version', params: { name, version: id } };
    case 'pipeline':
      return { to: '/pipelines/$name', params: { name } };
    case 'dataset':
      return { to: '/datasets/$name', params: { name } };
    case 'alert':
      return {
        to: '/alerts',
        search: { alert: Number(id), ...(state === 'resolved' ? { state: 'resolved' as const } : {}) },
      };
  }
}
