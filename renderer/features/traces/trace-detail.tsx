import { useTranslation } from 'react-i18next';
import type { Span, Trace } from '#contract/tracing.ts';
import { TabList } from '#renderer/parts/tab-list.tsx';
import classes from './trace-detail.module.css';
import { SpanDetail } from './span-detail.tsx';
import { TraceOverview } from './trace-overview.tsx';

type Tab = 'trace' | undefined;

type TraceDetailProps = {
  readonly trace: Trace;
  readonly span: Span | undefined;
  readonly spans: readonly Span[] | undefined;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onChoose: (spanId: string) => void;
};

/** What the chosen span holds, and what is said of the whole. */
export function TraceDetail({ trace, span, spans, tab, onTab, onChoose }: TraceDetailProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.detail} aria-label={t('traces.details')}>
      <DetailTabs tab={tab} onTab={onTab} />
      <div
        key={tab === undefined ? span?.spanId : 'trace'}
        className={classes.scroll}
        role="tabpanel"
        tabIndex={0}
        aria-label={tab === undefined ? t('traces.span') : t('traces.trace')}
      >
        {tab === 'trace' ? (
          <TraceOverview
            trace={trace}
            spans={spans}
            onChoose={(spanId) => {
              onChoose(spanId);
              onTab(undefined);
            }}
          />
        ) : (
          span !== undefined && <SpanDetail trace={trace} span={span} rootStartNs={spans?.[0]?.startNs} />
        )}
      </div>
    </section>
  );
}

function DetailTabs({ tab, onTab }: Pick<TraceDetailProps, 'tab' | 'onTab'>) {
  const { t } = useTranslation();
  const tabs = [
    { id: undefined, label: t('traces.span') },
    { id: 'trace', label: t('traces.trace') },
  ] as const;
  return <TabList label={t('traces.details')} tabs={tabs} current={tab} onChange={onTab} />;
}
