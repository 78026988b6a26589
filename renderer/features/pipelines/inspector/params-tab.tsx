import { useTranslation } from 'react-i18next';
import type { AttemptDetail } from '#contract/pipeline-views.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import classes from './inspector.module.css';
import { OutputView } from './output-view.tsx';

type ParamsTabProps = { readonly run: Pick<PipelineRun, 'params'>; readonly detail: AttemptDetail };

/** What a try was given, beside what the file says of it, and the task's own lines of that file. */
export function ParamsTab({ run, detail: { input, written, source } }: ParamsTabProps) {
  const { t } = useTranslation();
  const said = asRecord(written);
  const given = input === null ? said : asRecord(input);
  const names = [...new Set([...Object.keys(said), ...Object.keys(given)])];
  const hasFilled = input !== null && names.some((name) => !isSame(given[name], said[name]));
  return (
    <>
      <Section title={t('pipelineRuns.params')} count={names.length}>
        {input === null && <p className={classes.hint}>{t('pipelineRuns.noInput')}</p>}
        {names.length === 0 && <p className="g3 sm">{t('pipelineRuns.noParams')}</p>}
        {names.map((name) => (
          <Value
            key={name}
            name={name}
            value={given[name]}
            written={input === null ? undefined : said[name]}
          />
        ))}
        {hasFilled && <p className={classes.hint}>{t('pipelineRuns.paramsHint')}</p>}
      </Section>
      <Section
        title={t('pipelineRuns.source')}
        action={source !== '' && <CopyButton text={source} label={t('pipelineRuns.copySource')} />}
      >
        {source === '' ? (
          <p className="g3 sm">{t('pipelineRuns.noSource')}</p>
        ) : (
          <pre
            className={classes.source}
            tabIndex={0}
            role="region"
            aria-label={t('pipelineRuns.source')}
            translate="no"
          >
            {source}
          </pre>
        )}
      </Section>
      {Object.keys(run.params).length > 0 && (
        <Section title={t('pipelineRuns.runParams')} count={Object.keys(run.params).length}>
          {Object.entries(run.params).map(([name, value]) => (
            <Value key={name} name={name} value={value} written={undefined} />
          ))}
        </Section>
      )}
    </>
  );
}

type ValueProps = {
  readonly name: string;
  readonly value: unknown;
  /** As the file has it; not shown where it says the same. */
  readonly written: unknown;
};

function Value({ name, value, written }: ValueProps) {
  const { t } = useTranslation();
  const isFilled = written !== undefined && !isSame(value, written);
  return (
    <div className={classes.output}>
      <span className={classes.outputName} title={name} translate="no">
        {name}
      </span>
      <div className={classes.outputValue}>
        {value === undefined ? '–' : <OutputView name={name} value={value} />}
        {isFilled && (
          <span className={classes.written} translate="no">
            {asText(written)}
          </span>
        )}
      </div>
      <CopyButton text={asText(value)} label={t('pipelineRuns.copyValue', { name })} />
    </div>
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value));
}
