import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Span, Trace } from '#contract/tracing.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { useTicking } from '#renderer/parts/clock.ts';
import { Facts, Section } from '#renderer/parts/inspector.tsx';
import lines from '#renderer/parts/key-values.module.css';
import { formatCount } from '#renderer/parts/numbers.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Assessments } from './assessments.tsx';
import { JsonView, jsonText } from './json-view.tsx';
import { ValueSection } from './value-section.tsx';
import { SpanEvents } from './span-events.tsx';
import { durationNs, formatNs } from './timeline.ts';
import classes from './trace-detail.module.css';
import { shapeByState, stateOfSpan, tokensOfSpan, unfold } from './trace-facts.ts';

const inputsKey = 'mlflow.spanInputs';
const outputsKey = 'mlflow.spanOutputs';
/** What stands elsewhere on the page, or only says what the client itself needs. */
const shownElsewhere: ReadonlySet<string> = new Set([
  inputsKey,
  outputsKey,
  'mlflow.spanType',
  'mlflow.traceRequestId',
]);

type SpanDetailProps = {
  readonly trace: Trace;
  readonly span: Span;
  /** When the trace began. */
  readonly rootStartNs: string | undefined;
};

export function SpanDetail({ trace, span, rootStartNs }: SpanDetailProps) {
  const { t } = useTranslation();
  const attributes = Object.entries(span.attributes).filter(([key]) => !shownElsewhere.has(key));
  const assessments = trace.assessments.filter(({ spanId }) => spanId === span.spanId);
  const isFailed = span.status === 'ERROR';
  return (
    <>
      <SpanLead span={span} />
      <SpanFacts span={span} rootStartNs={rootStartNs} />
      {isFailed && <SpanEvents span={span} />}
      <ValueSection title={t('traces.inputs')} value={unfold(span.attributes[inputsKey])} />
      <ValueSection title={t('traces.outputs')} value={unfold(span.attributes[outputsKey])} />
      {assessments.length > 0 && <Assessments assessments={assessments} />}
      {!isFailed && <SpanEvents span={span} />}
      {attributes.length > 0 && (
        <Section title={t('traces.attributes')} count={attributes.length}>
          {attributes.map(([key, value]) => (
            <Attribute key={key} name={key} value={unfold(value)} />
          ))}
        </Section>
      )}
      {span.links.length > 0 && (
        <Section title={t('traces.links')} count={span.links.length}>
          {span.links.map(({ traceId, spanId }) => (
            <div key={`${traceId} ${spanId}`} className={classes.key}>
              {traceId} {spanId}
            </div>
          ))}
        </Section>
      )}
    </>
  );
}

function SpanLead({ span }: { span: Span }) {
  const { t } = useTranslation();
  const state = stateOfSpan(span);
  return (
    <>
      <div className={classes.lead}>
        <h2 className={classes.spanName}>{span.name}</h2>
        {span.type !== null && <span className={classes.typeTag}>{span.type}</span>}
        <StateLabel shape={shapeByState[state]}>{t(`traces.states.${state}`)}</StateLabel>
      </div>
      {span.statusMessage !== '' && <p className={classes.failure}>{span.statusMessage}</p>}
    </>
  );
}

function SpanFacts({ span, rootStartNs }: Pick<SpanDetailProps, 'span' | 'rootStartNs'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useTicking(1000, span.endNs === null);
  const tokens = tokensOfSpan(span);
  const facts: (readonly [string, ReactNode])[] = [
    [t('runs.duration'), formatNs(durationNs(span, now), locale)],
  ];
  if (rootStartNs !== undefined && rootStartNs !== span.startNs)
    facts.push([t('traces.offset'), formatNs(BigInt(span.startNs) - BigInt(rootStartNs), locale)]);
  if (tokens !== null) {
    const [input, output] = [tokens.input, tokens.output].map((count) => formatCount(count ?? 0, locale));
    facts.push([
      t('traces.tokens'),
      `${formatCount(tokens.total, locale)} (${t('traces.tokensOf', { input, output })})`,
    ]);
  }
  facts.push([
    t('run.id'),
    <span key="id" className={classes.id}>
      <span className="mono">{span.spanId}</span>
      <CopyButton text={span.spanId} label={t('runs.copyIds')} />
    </span>,
  ]);
  return <Facts facts={facts} />;
}

const shortCharacters = 32;

/** A short value stands beside its name, anything else below. */
function Attribute({ name, value }: { name: string; value: unknown }) {
  const text = typeof value === 'object' ? null : jsonText(value);
  if (text !== null && text.length <= shortCharacters) {
    return (
      <div className={lines.line}>
        <span className={lines.key} title={name}>
          {name}
        </span>
        <span className={lines.value}>{text}</span>
      </div>
    );
  }
  return (
    <div className={classes.attribute}>
      <div className={classes.key}>{name}</div>
      <JsonView value={value} label={name} isPlain />
    </div>
  );
}
