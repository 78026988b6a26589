import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span, Trace } from '#contract/tracing.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import lines from '#renderer/parts/key-values.module.css';
import { formatCount } from '#renderer/parts/numbers.ts';
import { TagEditor } from '#renderer/parts/tag-editor.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { RunLink } from '../runs/index.ts';
import { Assessments } from './assessments.tsx';
import classes from './trace-detail.module.css';
import { metadataOf, tokensOfTrace } from './trace-facts.ts';
import { useTraceActs } from './use-trace-acts.ts';

type TraceOverviewProps = {
  readonly trace: Trace;
  readonly spans: readonly Span[] | undefined;
  readonly onChoose: (spanId: string) => void;
};

/** Copies of what the root span holds. */
const shownElsewhere: ReadonlySet<string> = new Set(['mlflow.traceInputs', 'mlflow.traceOutputs']);

/** What is said of the whole trace: when, of which run, tags, assessments, metadata. */
export function TraceOverview({ trace, spans, onChoose }: TraceOverviewProps) {
  const { t } = useTranslation();
  const acts = useTraceActs();
  const metadata = trace.metadata.filter(({ key, value }) => value !== '' && !shownElsewhere.has(key));
  return (
    <>
      <TraceFacts trace={trace} />
      <TagEditor
        tags={trace.tags.filter(({ key }) => !key.startsWith('mlflow.'))}
        onSet={(tag, before) => acts.setTag(trace.traceId, tag, before)}
        onDelete={(tag) => acts.deleteTag(trace.traceId, tag)}
      />
      <Assessments assessments={trace.assessments} spans={spans} onChoose={onChoose} />
      <Section title={t('traces.metadata')} count={metadata.length}>
        {metadata.map(({ key, value }) => (
          <div key={key} className={lines.line}>
            <span className={lines.key} title={key}>
              {key}
            </span>
            <span className={lines.value} title={value}>
              {value}
            </span>
          </div>
        ))}
      </Section>
    </>
  );
}

function TraceFacts({ trace }: { trace: Trace }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const tokens = tokensOfTrace(trace);
  const runIds = [...new Set([trace.sourceRunId, ...trace.linkedRunIds])].filter((id) => id !== null);
  const session = metadataOf(trace, 'mlflow.trace.session');
  const user = metadataOf(trace, 'mlflow.trace.user');
  const optional: (readonly [string, ReactNode])[] = [];
  if (runIds.length > 0)
    optional.push([
      t('runs.run'),
      runIds.map((runId) => (
        <div key={runId}>
          <RunLink
            runId={runId}
            className={classes.link}
            fallback={(isGone) => <span className="mono g3">{isGone && runId}</span>}
          />
        </div>
      )),
    ]);
  if (tokens !== null) {
    const [input, output] = [tokens.input, tokens.output].map((count) => formatCount(count ?? 0, locale));
    optional.push([
      t('traces.tokens'),
      `${formatCount(tokens.total, locale)} (${t('traces.tokensOf', { input, output })})`,
    ]);
  }
  if (session !== undefined) optional.push([t('traces.session'), session]);
  if (user !== undefined) optional.push([t('run.user'), user]);
  if (trace.clientRequestId !== null) optional.push([t('traces.requestId'), trace.clientRequestId]);
  return (
    <Facts
      facts={[
        [
          t('run.id'),
          <span key="id" className={classes.id}>
            <span className="mono ell" title={trace.traceId}>
              {trace.traceId}
            </span>
            <CopyButton text={trace.traceId} label={t('runs.copyIds')} />
          </span>,
        ],
        [t('run.started'), formatMoment(trace.startedAt)],
        [t('traces.spans'), formatCount(trace.spanCount, locale)],
        ...optional,
      ]}
    />
  );
}
