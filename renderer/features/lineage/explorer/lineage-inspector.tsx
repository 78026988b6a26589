import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { LineageGraph, LineageNode } from '#contract/lineage.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Facts, Inspector, Section } from '#renderer/parts/inspector.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { RunLink } from '#renderer/features/runs/index.ts';
import { uriParts } from '../lineage-stages.ts';
import classes from './explorer.module.css';
import { kindOf, reach } from './graph-view.ts';
import { LineageState } from './lineage-state.tsx';
import { placeOfNode } from './place-of-node.ts';
import { wordNode } from './word-node.ts';

type LineageInspectorProps = {
  readonly node: LineageNode;
  readonly graph: LineageGraph;
  readonly onChoose: (uri: string) => void;
  readonly onCenter: (uri: string) => void;
  readonly onClose: () => void;
};

/** What is known of a thing, what it depends on, and what a change of it would touch. */
export function LineageInspector({ node, graph, onChoose, onCenter, onClose }: LineageInspectorProps) {
  const { t } = useTranslation();
  return (
    <Inspector
      label={wordNode(node, t)}
      onClose={onClose}
      lead={<h2 className={classes.inspectorTitle}>{wordNode(node, t)}</h2>}
      foot={
        <>
          <OpenPage node={node} graph={graph} />
          {node.distance > 0 && <Button onClick={() => onCenter(node.uri)}>{t('lineageMap.center')}</Button>}
        </>
      }
    >
      <Section title={t('lineageMap.about')}>
        <Facts
          facts={[
            [t('lineageMap.kind'), t(`lineageMap.kinds.${kindOf(node)}`)],
            [t('lineageMap.when'), formatMoment(node.at)],
            ...(node.state === null
              ? []
              : [[t('lineageMap.state'), <LineageState key="state" state={node.state} />] as const]),
            [
              t('lineageMap.address'),
              <span key="address" className={classes.address}>
                <span className="mono" translate="no">
                  {node.uri}
                </span>
                <CopyButton text={node.uri} label={t('lineageMap.copyAddress')} />
              </span>,
            ],
            ...(node.digest === null
              ? []
              : [
                  [
                    t('lineageMap.digest'),
                    <span key="digest" className={`mono ${classes.digest}`} translate="no">
                      {node.digest}
                    </span>,
                  ] as const,
                ]),
          ]}
        />
      </Section>
      <Related
        title={t('lineageMap.dependsOn')}
        node={node}
        graph={graph}
        direction="up"
        onChoose={onChoose}
      />
      <Related
        title={t('lineageMap.affects')}
        node={node}
        graph={graph}
        direction="down"
        onChoose={onChoose}
      />
    </Inspector>
  );
}

function OpenPage({ node, graph }: Pick<LineageInspectorProps, 'node' | 'graph'>) {
  const { t } = useTranslation();
  if (node.type === 'Run') {
    const [runId = ''] = uriParts(node.uri);
    return <RunLink runId={runId} className={classes.link} fallback={() => null} />;
  }
  const place = placeOfNode(node, graph.edges);
  if (place === null) return null;
  return (
    <Button variant="filled" renderRoot={(props) => <Link {...place} {...props} />}>
      {t('lineageMap.openPage')}
    </Button>
  );
}

type RelatedProps = Pick<LineageInspectorProps, 'node' | 'graph' | 'onChoose'> & {
  readonly title: string;
  readonly direction: 'up' | 'down';
};

/** So many are named; the graph and the table have the rest. */
const named = 8;

function Related({ title, node, graph, direction, onChoose }: RelatedProps) {
  const { t } = useTranslation();
  const reached = reach(node.uri, graph.edges, direction);
  const related = graph.nodes
    .filter(({ uri, nodeKind }) => reached.has(uri) && nodeKind === 'artifact')
    .toSorted((a, b) => Math.abs(a.distance - node.distance) - Math.abs(b.distance - node.distance));
  return (
    <Section title={title} count={related.length}>
      {related.length === 0 && <p className="g3 sm">{t('lineageMap.nothing')}</p>}
      <ul>
        {related.slice(0, named).map((other) => (
          <li key={other.uri} className={classes.related}>
            <button type="button" className={classes.link} onClick={() => onChoose(other.uri)} translate="no">
              {wordNode(other, t)}
            </button>
            <span className="g3 sm">{t(`lineageMap.kinds.${kindOf(other)}`)}</span>
          </li>
        ))}
      </ul>
      {related.length > named && (
        <p className="g3 sm">{t('lineage.more', { count: related.length - named })}</p>
      )}
    </Section>
  );
}
