import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { RunDuration } from '../runs/index.ts';
import { childListQuery } from './queries.ts';
import classes from './run-page.module.css';

const rowPx = 28;

/** The runs inside a run, however many: those in view are drawn, the rest is read on the way. */
export function ChildList({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const box = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery(childListQuery(bridge.client, run));
  const children = list.data?.pages.flatMap(({ runs }) => runs) ?? [];
  const virtualizer = useVirtualizer({
    count: children.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? 0) >= children.length - 20;
  const { hasNextPage, isFetching, fetchNextPage } = list;
  useEffect(() => {
    if (isAtEnd && hasNextPage && !isFetching) void fetchNextPage();
  }, [isAtEnd, hasNextPage, isFetching, fetchNextPage]);
  return (
    <div className={classes.box}>
      <Section title={t('run.children')} count={run.childCount}>
        <div
          ref={box}
          className={classes.children}
          tabIndex={0}
          role="region"
          aria-label={t('runPage.childrenOf', { name: run.name })}
        >
          <div style={{ height: virtualizer.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const child = children[index];
              if (child === undefined) return null;
              return (
                <div key={child.runId} className={classes.child} style={{ top: start }}>
                  <span className="grow ell">
                    <Link
                      to="/experiments/$experimentId/runs/$runId"
                      params={{ experimentId: child.experimentId, runId: child.runId }}
                      className={classes.link}
                      translate="no"
                    >
                      {child.name}
                    </Link>
                  </span>
                  <RunDuration run={child} />
                  <StatusLabel status={child.status} />
                </div>
              );
            })}
          </div>
        </div>
      </Section>
    </div>
  );
}
