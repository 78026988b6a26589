import { useTranslation } from 'react-i18next';
import type { Span } from '#contract/tracing.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { JsonView } from './json-view.tsx';
import { formatNs } from './timeline.ts';
import classes from './trace-detail.module.css';

type SpanEvent = Span['events'][number];

const exceptionKeys = ['exception.type', 'exception.message', 'exception.stacktrace'] as const;

/** What happened during a span; of an exception the stack trace can be unfolded. */
export function SpanEvents({ span }: { span: Span }) {
  const { t } = useTranslation();
  if (span.events.length === 0) return null;
  return (
    <Section title={t('traces.events')} count={span.events.length}>
      {span.events.map((event, index) => (
        <EventOfSpan key={index} event={event} span={span} />
      ))}
    </Section>
  );
}

function EventOfSpan({ event, span }: { event: SpanEvent; span: Span }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const after = BigInt(event.timeNs) - BigInt(span.startNs);
  const [type, message, stack] = exceptionKeys.map((key) => event.attributes[key]);
  const others = Object.entries(event.attributes).filter(([key]) => !isOfException(key));
  return (
    <div className={classes.event}>
      <div className={classes.eventHead}>
        <span className={classes.eventName}>{typeof type === 'string' ? type : event.name}</span>
        {after >= 0n && <span className="g3 sm">+{formatNs(after, locale)}</span>}
      </div>
      {typeof message === 'string' && !span.statusMessage.includes(message) && (
        <p className={classes.message}>{message}</p>
      )}
      {others.length > 0 && <JsonView value={Object.fromEntries(others)} label={event.name} />}
      {typeof stack === 'string' && (
        <details className={classes.stack}>
          <summary>{t('traces.stack')}</summary>
          <JsonView value={stack} label={t('traces.stack')} />
        </details>
      )}
    </div>
  );
}

function isOfException(key: string): boolean {
  return exceptionKeys.some((known) => known === key);
}
