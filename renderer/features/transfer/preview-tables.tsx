import type { ReactNode } from 'react';
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
      <PreviewTable
        head={[t('transfer.experiment'), t('transfer.counts.runs'), t('transfer.what')]}
        rows={experiments.map(({ action, runs, known, ...names }) => ({
          ...names,
          count: runs === null ? '–' : formatCount(runs, locale),
          what: [
            t(`transfer.actions.${action}`),
            ...(known > 0 ? [t('transfer.known', { count: known })] : []),
          ].join(', '),
        }))}
      />
      <PreviewTable
        head={[t('transfer.model'), t('transfer.versions'), t('transfer.what')]}
        rows={models.map(({ action, versions, ...names }) => ({
          ...names,
          count: versions.join(', '),
          what: t(`transfer.actions.${action}`),
        }))}
      />
      <RemarkList remarks={remarks} count={remarks.length} jobId={null} />
    </>
  );
}

type PreviewTableProps = {
  readonly head: readonly [string, string, string];
  readonly rows: readonly { name: string; target: string; count: string; what: string }[];
};

function PreviewTable({ head: [first, ...others], rows }: PreviewTableProps): ReactNode {
  if (rows.length === 0) return null;
  return (
    <div className={form.preview}>
      <table>
        <thead>
          <tr>
            <th data-used>{first}</th>
            {others.map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, target, count, what }) => (
            <tr key={name}>
              <td data-used translate="no" title={name}>
                {name === target ? name : `${name} → ${target}`}
              </td>
              <td>{count}</td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
