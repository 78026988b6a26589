import { useTranslation } from 'react-i18next';
import type { TransferRemark } from '#contract/transfer.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import classes from './transfer.module.css';

/** As many as can be read; the command shows the rest. */
const shown = 50;

type RemarkListProps = { readonly remarks: readonly TransferRemark[]; readonly count: number };

/** What does not come, or comes otherwise, and why. */
export function RemarkList({ remarks, count }: RemarkListProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Section title={t('transfer.remarks')} count={count}>
      <ul className={classes.remarks}>
        {remarks.slice(0, shown).map((remark, index) => (
          <li key={`${String(index)} ${remark.what}`} title={remark.detail}>
            <span translate="no">{remark.what}</span>
            <span className="g3"> {t(`transfer.problems.${remark.problem}`)}</span>
          </li>
        ))}
      </ul>
      {count > shown && <p className="g3 sm">{t('transfer.moreRemarks', { count: count - shown })}</p>}
    </Section>
  );
}
