import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import type { dstWarning, ScheduleTime } from '#contract/pipeline-schedules.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import classes from './form.module.css';

type NextTimesProps = {
  readonly times: readonly ScheduleTime[];
  readonly warnings: readonly z.infer<typeof dstWarning>[];
  readonly zone: string;
};

/** The times that are to come, in the schedule's own zone and in UTC, and where clocks make a difference. */
export function NextTimes({ times, warnings, zone }: NextTimesProps) {
  const { t } = useTranslation();
  return (
    <>
      {times.length > 0 && (
        <table className={classes.times}>
          <caption className={classes.caption}>{t('pipelineForm.nextTimes')}</caption>
          <thead>
            <tr>
              <th scope="col">{zone}</th>
              <th scope="col">UTC</th>
            </tr>
          </thead>
          <tbody>
            {times.map(({ at, local, utc }) => (
              <tr key={at}>
                <td>{shortTime(local)}</td>
                <td className="g3">{shortTime(utc)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {warnings.map(({ kind, wanted, firesAt, otherPassAt }) => (
        <p key={`${kind} ${wanted}`} className={classes.problem}>
          <StatusGlyph shape="warning" size={12} />
          <span>
            {t(`pipelineForm.dst.${kind}`, {
              wanted: shortTime(wanted),
              fires: shortTime(firesAt.local),
              offset: firesAt.local.slice(19),
              other: otherPassAt === null ? '' : otherPassAt.local.slice(19),
            })}
          </span>
        </p>
      ))}
    </>
  );
}

/** `2026-10-25 02:30` of `2026-10-25T02:30:00+01:00` */
function shortTime(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
