import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PurgeReport } from '#contract/procedures.ts';
import { formatBytes } from './numbers.ts';
import { InlineProblem } from './problem-notice.tsx';
import classes from './purge-confirm.module.css';
import { useLocale } from './use-locale.ts';

type PurgeConfirmProps = {
  readonly report: PurgeReport | undefined;
  readonly error: unknown;
  readonly deed: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** Asked only where undo cannot help: says what goes and what becomes free, and names the deed on the button. */
export function PurgeConfirm({ report, error, deed, onConfirm, onCancel }: PurgeConfirmProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={classes.confirm} role="group" aria-label={deed}>
      {error != null && <InlineProblem error={error} />}
      <p className="sm g2">
        {report === undefined
          ? t('purge.previewing')
          : t('purge.preview', {
              count: report.runs,
              files: t('purge.files', { count: report.files }),
              size: formatBytes(report.freedBytes, locale),
            })}{' '}
        {t('purge.noUndo')}
      </p>
      <div className="row">
        <Button data-danger disabled={report === undefined} onClick={onConfirm}>
          {deed}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('actions.cancel')}
        </Button>
      </div>
    </div>
  );
}
