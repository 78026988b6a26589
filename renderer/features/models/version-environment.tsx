import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EnvironmentParity, ParityLevel } from '#contract/promotion.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import table from '#renderer/parts/plain-table.module.css';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { parityQuery } from './queries.ts';
import classes from './version-detail.module.css';
import { Part } from './version-parts.tsx';

/** What the model was logged with, beside what this machine would run it with. */
export function EnvironmentPart({ version }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const parity = useQuery(parityQuery(bridge.client, version.name, version.version));
  const rows = parity.data?.rows ?? [];
  return (
    <Part title={t('version.environment')} sub={useTargetWords(parity.data)}>
      {rows.length > 0 ? (
        <ParityTable rows={rows} />
      ) : version.environment.length === 0 ? (
        <p className="g3">{t('version.noEnvironment')}</p>
      ) : (
        <dl className={classes.packages} translate="no">
          {version.environment.map(({ name, version: limit }) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd className="mono">{limit === '' ? t('version.anyVersion') : limit}</dd>
            </div>
          ))}
        </dl>
      )}
    </Part>
  );
}

function useTargetWords(parity: EnvironmentParity | undefined): string | undefined {
  const { t } = useTranslation();
  if (parity === undefined) return undefined;
  if (parity.runtime !== 'python') return t('registry.parity.noPython');
  return parity.target === null
    ? t('registry.parity.none')
    : t('registry.parity.target', { version: parity.target.version });
}

const shapes: Readonly<Record<ParityLevel, GlyphShape>> = {
  same: 'finished',
  patch: 'finished',
  minor: 'warning',
  major: 'failed',
  missing: 'failed',
  unpinned: 'queued',
};

function ParityTable({ rows }: { rows: EnvironmentParity['rows'] }) {
  const { t } = useTranslation();
  const title = t('registry.parity.title');
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={`${table.table ?? ''} ${classes.lines ?? ''}`} aria-label={title}>
        <thead>
          <tr>
            <th>{t('registry.parity.package')}</th>
            <th>{t('registry.parity.recorded')}</th>
            <th>{t('registry.parity.here')}</th>
            <th>{t('registry.parity.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, recorded, found, from, level }) => (
            <tr key={`${name} ${from}`}>
              <th scope="row" className="mono" translate="no">
                {name}
              </th>
              <td>
                <span className="mono" translate="no">
                  {recorded === '' ? t('version.anyVersion') : recorded}
                </span>
                {from === 'pickle' && <span className="g3 sm"> {t('registry.parity.fromPickle')}</span>}
              </td>
              <td className="mono" translate="no">
                {found ?? '–'}
              </td>
              <td>
                <StateLabel shape={shapes[level]}>{t(`registry.parity.levels.${level}`)}</StateLabel>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
