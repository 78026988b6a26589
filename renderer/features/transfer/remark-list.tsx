import { useTranslation } from 'react-i18next';
import type { TransferRemark } from '#contract/transfer.ts';
import classes from './transfer.module.css';

/** As many as can be read; the command tells all. */
const shown = 50;

type RemarkListProps = {
  readonly remarks: readonly TransferRemark[];
  readonly count: number;
  /** The transfer that the command tells of; null while there is none. */
  readonly jobId: number | null;
};

/** What does not come, or comes otherwise, and why. */
export function RemarkList({ remarks, count, jobId }: RemarkListProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <section>
      <h3 className={classes.head}>
        {t('transfer.remarks')} <span className="g3">{count}</span>
      </h3>
      <ul className={classes.remarks}>
        {remarks.slice(0, shown).map((remark, index) => (
          <li key={`${String(index)} ${remark.what}`}>
            <span translate="no">{remark.what}</span>
            <span className="g3"> {t(`transfer.problems.${remark.problem}`)}</span>
          </li>
        ))}
      </ul>
      {jobId !== null && (
        <p className="g3 sm">{t('transfer.inFull', { command: `stile transfer show ${String(jobId)}` })}</p>
      )}
    </section>
  );
}
