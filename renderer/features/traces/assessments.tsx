import { useTranslation } from 'react-i18next';
import type { Assessment, Span } from '#contract/tracing.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { jsonText } from './json-view.tsx';
import classes from './trace-detail.module.css';

type AssessmentsProps = {
  readonly assessments: readonly Assessment[];
  /** Where those of a span lead to it by its name. */
  readonly spans?: readonly Span[] | undefined;
  readonly onChoose?: (spanId: string) => void;
};

/** What people, judges and programs have said. */
export function Assessments({ assessments, spans, onChoose }: AssessmentsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('traces.assessments')} count={assessments.length}>
      {assessments.length === 0 && <p className="g3 sm">{t('traces.noAssessments')}</p>}
      {assessments.map((assessment) => (
        <AssessmentRow
          key={assessment.assessmentId}
          assessment={assessment}
          span={spans?.find(({ spanId }) => spanId === assessment.spanId)}
          onChoose={onChoose}
        />
      ))}
    </Section>
  );
}

type AssessmentRowProps = {
  readonly assessment: Assessment;
  readonly span: Span | undefined;
  readonly onChoose: ((spanId: string) => void) | undefined;
};

function AssessmentRow({ assessment, span, onChoose }: AssessmentRowProps) {
  const { t } = useTranslation();
  const { name, kind, value, error, rationale, source, isValid } = assessment;
  return (
    <div className={classes.assessment} data-replaced={!isValid || undefined}>
      <div className={classes.assessmentHead}>
        <span className={classes.key}>{name}</span>
        <span className={classes.value}>{error === null ? jsonText(value) : '–'}</span>
      </div>
      <p className="g3 sm">
        {t(`traces.kinds.${kind}`)}, {source.id === 'default' ? source.type : `${source.type} ${source.id}`}
        {span !== undefined && onChoose !== undefined && (
          <>
            {', '}
            <button type="button" className={classes.link} onClick={() => onChoose(span.spanId)}>
              {span.name}
            </button>
          </>
        )}
      </p>
      {rationale !== null && <p className="g2 sm">{rationale}</p>}
      {error !== null && <p className="g2 sm">{`${error.code} ${error.message}`}</p>}
    </div>
  );
}
