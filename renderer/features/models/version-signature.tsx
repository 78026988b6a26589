import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '#contract/registry.ts';
import table from '#renderer/parts/plain-table.module.css';
import { readLines } from '../serving/index.ts';
import type { SignatureLine } from '../serving/index.ts';
import { Part } from './version-parts.tsx';
import classes from './version-detail.module.css';

const groups = ['inputs', 'outputs', 'params'] as const;
/** Lines of a group that are shown at first. */
const fewLines = 12;

/** What goes in and comes out, and with which params, a line for each column. */
export function SignaturePart({ version: { signature } }: { version: ModelVersion }) {
  const { t } = useTranslation();
  const shown = groups
    .map((name) => ({ name, lines: readLines(signature?.[name]) }))
    .filter(({ lines }) => lines.length > 0);
  return (
    <Part title={t('version.signature')}>
      {shown.length === 0 ? (
        <p className="g3">{t('version.noSignature')}</p>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('version.signature')}>
          <table
            className={`${table.table ?? ''} ${classes.lines ?? ''}`}
            aria-label={t('version.signature')}
          >
            <thead>
              <tr>
                <th>{t('version.column')}</th>
                <th>{t('version.type')}</th>
                <th>{t('version.detail')}</th>
              </tr>
            </thead>
            {shown.map(({ name, lines }) => (
              <Group key={name} name={name} lines={lines} />
            ))}
          </table>
        </div>
      )}
    </Part>
  );
}

function Group({ name, lines }: { name: (typeof groups)[number]; lines: readonly SignatureLine[] }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(lines.length <= fewLines);
  return (
    <tbody>
      <tr className={classes.group}>
        <th colSpan={3} scope="colgroup">
          {t(`version.${name}`)}
        </th>
      </tr>
      {(isWhole ? lines : lines.slice(0, fewLines)).map((line, place) => (
        <tr key={place}>
          <th
            scope="row"
            className={line.name === '' ? 'g3' : 'mono'}
            translate={line.name === '' ? 'yes' : 'no'}
          >
            {line.name === '' ? t('version.unnamed') : line.name}
          </th>
          <td className={`${classes.type ?? ''} mono`} translate="no">
            {line.type}
          </td>
          <td className="g3">
            <Detail group={name} line={line} />
          </td>
        </tr>
      ))}
      {!isWhole && (
        <tr>
          <td colSpan={3}>
            <button type="button" className={classes.more} onClick={() => setWhole(true)}>
              {t('version.moreLines', { count: lines.length - fewLines })}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Detail({ group, line }: { group: (typeof groups)[number]; line: SignatureLine }) {
  const { t } = useTranslation();
  if (group === 'outputs') return null;
  if (group === 'params') return line.preset === null ? null : t('version.preset', { value: line.preset });
  return line.required ? t('version.required') : t('version.optional');
}
