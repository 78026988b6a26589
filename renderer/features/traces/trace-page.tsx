import { Button, Tooltip, ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { IconLink, IconTrash } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span, Trace } from '#contract/tracing.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { PageBody, PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { DeleteTraces } from './delete-traces.tsx';
import { spansQuery, traceQuery } from './queries.ts';
import { SpanTree } from './span-tree.tsx';
import { TraceDetail } from './trace-detail.tsx';
import { TraceDuration } from './trace-duration.tsx';
import { shapeByState, tokensOfTrace } from './trace-facts.ts';
import classes from './traces.module.css';
import { useCopyTrace } from './use-copy-trace.ts';
import { useTraceActs } from './use-trace-acts.ts';

const route = getRouteApi('/experiments/$experimentId/traces/$traceId');

/** One trace, live: its spans along the time that they took, and all that the chosen one holds. */
export function TracePage() {
  const { traceId } = route.useParams();
  return <TraceOfId key={traceId} traceId={traceId} />;
}

function TraceOfId({ traceId }: { traceId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const {
    data: trace,
    error,
    isError,
    refetch,
    dataUpdatedAt,
  } = useQuery(traceQuery(bridge.client, traceId));
  const spans = useQuery(spansQuery(bridge.client, traceId, trace, dataUpdatedAt));
  // One that was deleted meanwhile is still in memory.
  if (isError && (trace === undefined || toProblem(error).code === 'NOT_FOUND'))
    return <PageProblem title={t('traces.loadFailed')} error={error} onRetry={() => void refetch()} />;
  if (trace === undefined) return <StillBars />;
  if (spans.data === undefined && spans.isError) {
    return (
      <PageProblem title={t('traces.loadFailed')} error={spans.error} onRetry={() => void spans.refetch()} />
    );
  }
  return <TraceView trace={trace} spans={spans.data} />;
}

function TraceView({ trace, spans }: { trace: Trace; spans: readonly Span[] | undefined }) {
  const { t } = useTranslation();
  const [isConfirming, setConfirming] = useState(false);
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const acts = useTraceActs();
  const [spanId, setSpanId] = useChosenSpan();
  const chosen = spans?.find((span) => span.spanId === spanId) ?? firstTelling(spans);
  return (
    <>
      <TraceHead trace={trace} spanId={chosen?.spanId} onDelete={() => setConfirming(true)} />
      <PageBody inspector={null}>
        <div className={classes.split}>
          <div className={classes.spans}>
            {spans === undefined ? (
              <StillBars />
            ) : (
              <SpanTree
                label={t('traces.spansOf', { name: trace.name ?? trace.traceId })}
                spans={spans}
                chosenId={chosen?.spanId}
                onChoose={setSpanId}
              />
            )}
          </div>
          <TraceDetail
            trace={trace}
            span={chosen}
            spans={spans}
            tab={tab}
            onTab={(next) => void navigate({ search: (now) => ({ ...now, tab: next }), replace: true })}
            onChoose={setSpanId}
          />
        </div>
        {isConfirming && (
          <DeleteTraces
            count={1}
            onCancel={() => setConfirming(false)}
            onConfirm={() => {
              // Left first: the page of what is gone could only show that it is gone.
              void leave({
                to: '/experiments/$experimentId/traces',
                params: { experimentId: trace.experimentId },
                search: {},
                replace: true,
              }).then(() => acts.remove([trace.traceId]));
            }}
          />
        )}
      </PageBody>
    </>
  );
}

/** What a person would look at first: where it began to fail, otherwise the whole. */
function firstTelling(spans: readonly Span[] | undefined): Span | undefined {
  return spans?.findLast(({ status }) => status === 'ERROR') ?? spans?.[0];
}

const settleMs = 200;

/** The chosen span at once, and in the address when the choosing has settled: arrow keys choose many in a second. */
function useChosenSpan(): [string | undefined, (spanId: string) => void] {
  const { span } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState(span);
  const write = useEffectEvent(() => {
    if (chosen !== span) void navigate({ search: (now) => ({ ...now, span: chosen }), replace: true });
  });
  useEffect(() => {
    const timer = setTimeout(() => write(), settleMs);
    return () => clearTimeout(timer);
  }, [chosen]);
  return [chosen, setChosen];
}

type TraceHeadProps = {
  readonly trace: Trace;
  readonly spanId: string | undefined;
  readonly onDelete: () => void;
};

function TraceHead({ trace, spanId, onDelete }: TraceHeadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const copyLink = useCopyTrace(trace, spanId);
  const tokens = tokensOfTrace(trace);
  const meta = (
    <span className={classes.meta}>
      <StateLabel shape={shapeByState[trace.state]}>{t(`traces.states.${trace.state}`)}</StateLabel>
      <TraceDuration trace={trace} />
      {tokens !== null && (
        <span>
          {formatCount(tokens.total, locale)} {t('traces.tokens').toLocaleLowerCase(locale)}
        </span>
      )}
      <RelativeTime at={trace.startedAt} />
    </span>
  );
  return (
    <PageHead title={trace.name ?? trace.traceId} meta={meta}>
      <Button leftSection={<IconLink size={16} stroke={1.5} />} onClick={copyLink}>
        {t('traces.copyLink')}
      </Button>
      <Tooltip label={t('actions.deleteForGood')}>
        <ActionIcon aria-label={t('actions.deleteForGood')} onClick={onDelete}>
          <IconTrash size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </PageHead>
  );
}
