import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RequestLogEntry, ServingStatus } from '#contract/serving.ts';
import { useApp } from '#renderer/app-context.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { formatMicros, formatUnit } from '#renderer/parts/figures.ts';
import { formatCount } from '#renderer/parts/numbers.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { ProblemLine } from '#renderer/parts/problem-notice.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { PythonState } from '../python/index.ts';
import { servingStatusQuery } from '../serving/index.ts';
import classes from './monitoring.module.css';
import { requestLogQuery } from './queries.ts';

/** What answers requests now and how fast, with the newest ones that this model answered. */
export function ServingPanel({ model }: { model: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const status = useQuery(servingStatusQuery(bridge.client));
  const log = useQuery(requestLogQuery(bridge.client, model));
  return (
    <Panel title={t('monitoring.serving.title')}>
      {status.data?.trouble != null && <Trouble status={status.data} trouble={status.data.trouble} />}
      {status.data !== undefined && <Strip status={status.data} />}
      {status.data?.python
        .filter(({ name }) => name === model)
        .map((served) => (
          <div key={served.version} className={classes.python}>
            <h3>
              {t(served.runtime === 'onnx' ? 'python.ofOnnx' : 'python.ofVersion', {
                version: served.version,
              })}
            </h3>
            <PythonState name={served.name} version={served.version} served={served} />
          </div>
        ))}
      {log.data !== undefined && <RequestLog entries={log.data} />}
    </Panel>
  );
}

type TroubleProps = {
  readonly status: ServingStatus;
  readonly trouble: NonNullable<ServingStatus['trouble']>;
};

/** What keeps it from answering; what no code tells stands in the engine's own words. */
function Trouble({ status, trouble: { of, failure } }: TroubleProps) {
  const { t } = useTranslation();
  const detail = status.problem ?? '';
  const why = failure === null ? detail : wordProblem(storedProblem({ ...failure, message: detail }), t);
  return (
    <div className={classes.trouble}>
      <ProblemLine text={t(`monitoring.serving.trouble.${of}`, { why })} />
    </div>
  );
}

function Strip({ status }: { status: ServingStatus }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { address, model, requests, errors, p50Micros, p99Micros } = status;
  const facts = [
    ['address', address ?? t('monitoring.serving.off')],
    ['answers', model === null ? t('monitoring.serving.nothing') : `${model.name} v${String(model.version)}`],
    ['requests', formatCount(requests, locale)],
    ['errors', formatCount(errors, locale)],
    ['p50', p50Micros === null ? '–' : formatMicros(p50Micros, locale)],
    ['p99', p99Micros === null ? '–' : formatMicros(p99Micros, locale)],
  ] as const;
  return (
    <dl className={classes.strip}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`monitoring.serving.${name}`)}</dt>
          <dd translate="no">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function RequestLog({ entries }: { entries: readonly RequestLogEntry[] }) {
  const { t } = useTranslation();
  const label = t('monitoring.serving.log');
  if (entries.length === 0)
    return (
      <p className={classes.none}>
        {t('monitoring.serving.empty')} {t('monitoring.serving.emptyHow')}
      </p>
    );
  return (
    <div className={classes.wide} tabIndex={0} role="group" aria-label={label}>
      <table className={`${table.table} ${table.inPanel}`} aria-label={label}>
        <thead>
          <tr>
            <th>{t('monitoring.serving.when')}</th>
            <th>{t('monitoring.serving.route')}</th>
            <th>{t('monitoring.version')}</th>
            <th>{t('monitoring.serving.input')}</th>
            <th>{t('monitoring.serving.answer')}</th>
            <th className={table.right}>{t('monitoring.confidence')}</th>
            <th className={table.right}>{t('monitoring.serving.took')}</th>
            <th className={table.right}>{t('monitoring.serving.status')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <RequestLine key={entry.requestId} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RequestLine({ entry }: { entry: RequestLogEntry }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { at, route, modelVersion, rows, inputs, predictions, error, micros, status } = entry;
  const own = (['screen', 'command'] as const).find((known) => known === route);
  const answer = predictions[0];
  return (
    <tr>
      <td className="g3">
        <RelativeTime at={at} />
      </td>
      <td>
        {own === undefined ? (
          <span className="mono" translate="no">
            {route}
          </span>
        ) : (
          t(`monitoring.serving.${own}`)
        )}
      </td>
      <td>{modelVersion === null ? '–' : t('models.v', { version: modelVersion })}</td>
      <td className={table.wide} translate="no" title={inputs[0]}>
        {inputs[0] ?? '–'}
      </td>
      <td>
        <span translate="no">{error ?? answer?.label ?? '–'}</span>
        {rows > 1 && <span className="g3"> {t('monitoring.serving.more', { count: rows - 1 })}</span>}
      </td>
      <td className={table.right}>
        {answer?.confidence == null ? '–' : formatUnit(answer.confidence, locale)}
      </td>
      <td className={`${table.right} g3`}>{formatMicros(micros, locale)}</td>
      <td className={`${table.right} ${status >= 400 ? classes.over : 'g3'}`}>{status}</td>
    </tr>
  );
}
