import { useTranslation } from 'react-i18next';
import type { TransferPreview } from '#contract/transfer.ts';
import form from '#renderer/parts/data-form.module.css';
import { formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { RemarkList } from './remark-list.tsx';

/** What would come, before anything does. */
export function PreviewTables({ preview }: { preview: TransferPreview }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { experiments, models, remarks, version, kind } = preview;
  return (
    <>
      <p className="g2">{t(`transfer.found.${kind}`, { version })}</p>
      {experiments.length > 0 && (
        <div className={form.preview}>
          <table>
            <thead>
              <tr>
                <th data-used>{t('transfer.experiment')}</th>
                <th>{t('transfer.runs')}</th>
                <th>{t('transfer.what')}</th>
              </tr>
            </thead>
            <tbody>
              {experiments.map(({ name, target, action, runs, known }) => (
                <tr key={name}>
                  <td data-used translate="no" title={name}>
                    {name === target ? name : `${name} → ${target}`}
                  </td>
                  <td>{runs === null ? '–' : formatCount(runs, locale)}</td>
                  <td>
                    {t(`transfer.actions.${action}`)}
                    {known > 0 && `, ${t('transfer.known', { count: known })}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {models.length > 0 && (
        <div className={form.preview}>
          <table>
            <thead>
              <tr>
                <th data-used>{t('transfer.model')}</th>
                <th>{t('transfer.versions')}</th>
                <th>{t('transfer.what')}</th>
              </tr>
            </thead>
            <tbody>
              {models.map(({ name, target, action, versions }) => (
                <tr key={name}>
                  <td data-used translate="no" title={name}>
                    {name === target ? name : `${name} → ${target}`}
                  </td>
                  <td>{versions.join(', ')}</td>
                  <td>{t(`transfer.actions.${action}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <RemarkList remarks={remarks} count={remarks.length} />
    </>
  );
}
