import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DatasetVersion } from '#contract/datasets.ts';
import type { LineageNode } from '#contract/lineage.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { RunLink } from '../runs/index.ts';
import { LineageLink } from '../lineage/index.ts';
import classes from './datasets.module.css';
import { datasetUsesQuery } from './queries.ts';

const shownUses = 20;

/** Runs, models and what came of them, nearest first. */
export function VersionUses({ version }: { version: DatasetVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const uses = useQuery(datasetUsesQuery(bridge.client, version.uri));
  const isUnknown = uses.isError && toProblem(uses.error).code === 'NOT_FOUND';
  const nodes = isUnknown ? [] : sortUses(uses.data?.nodes);
  return (
    <Panel
      title={t('datasets.uses')}
      sub={nodes?.length === 0 ? undefined : nodes?.length}
      aside={<LineageLink uri={version.uri} />}
    >
      {uses.isError && !isUnknown ? (
        <div className={classes.none}>
          <InlineProblem error={uses.error} />
        </div>
      ) : nodes === undefined ? (
        <StillBars rows={2} />
      ) : nodes.length === 0 ? (
        <p className={classes.none}>{t('datasets.usesNone')}</p>
      ) : (
        <UseList nodes={nodes} isCut={uses.data?.isCut ?? false} />
      )}
    </Panel>
  );
}

function UseList({ nodes, isCut }: { nodes: readonly Use[]; isCut: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={classes.lines}>
        {nodes.slice(0, shownUses).map((node) => (
          <li key={node.uri}>
            <span className={classes.useType}>{t(`datasets.useTypes.${node.type}`)}</span>
            <span className={`${classes.cut ?? ''} grow`}>
              <UseLink node={node} />
            </span>
            <span className="g3 sm">
              <RelativeTime at={node.at} />
            </span>
          </li>
        ))}
      </ul>
      {(nodes.length > shownUses || isCut) && (
        <p className={classes.none}>
          {nodes.length > shownUses
            ? t('datasets.usesMore', { count: nodes.length - shownUses })
            : t('datasets.usesCut')}
        </p>
      )}
    </>
  );
}

const types = ['Run', 'ModelVersion', 'Batch', 'Alert', 'DatasetVersion', 'PipelineRun'] as const;

type Use = LineageNode & { readonly type: (typeof types)[number] };

function isUse(node: LineageNode): node is Use {
  return node.distance > 0 && types.some((type) => type === node.type);
}

/** What was asked about and the steps in between are left out; the nearest comes first, then the newest. */
function sortUses(nodes: readonly LineageNode[] | undefined): readonly Use[] | undefined {
  return nodes?.filter(isUse).toSorted((a, b) => a.distance - b.distance || b.at - a.at);
}

/** The page of a node where it has one, else its name. */
function UseLink({ node }: { node: Use }): ReactNode {
  const { t } = useTranslation();
  const [scheme, path = ''] = node.uri.split(':/');
  const [name = '', number = ''] = path.split('/');
  const label = node.name === '' ? node.uri : node.name;
  switch (scheme) {
    case 'runs':
      return (
        <RunLink runId={name} className={classes.link} fallback={() => <span translate="no">{label}</span>} />
      );
    case 'models':
      return (
        <Link to="/models/$name" params={{ name }} className={classes.link}>
          {`${name} v${number}`}
        </Link>
      );
    case 'datasets':
      return (
        <Link to="/datasets/$name" params={{ name }} search={{ v: Number(number) }} className={classes.link}>
          {`${name} v${number}`}
        </Link>
      );
    case 'alerts':
      return (
        <Link to="/alerts" search={{ alert: Number(name) }} className={classes.link}>
          {t('alerts.lead', { id: name })}
        </Link>
      );
    case 'batches':
      return t('alerts.batch', { id: name });
    case undefined:
    default:
      return <span translate="no">{label}</span>;
  }
}
