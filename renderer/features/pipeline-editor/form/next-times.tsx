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
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Beside UTC itself stands the computer's own time.
  const second = zone === 'UTC' ? own : 'UTC';
  return (
    <>
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
      {times.length > 0 && (
        <table className={classes.times}>
          <caption className={classes.caption}>{t('pipelineForm.nextTimes')}</caption>
          <thead>
            <tr>
              <th scope="col">{zone}</th>
              {second !== zone && <th scope="col">{second}</th>}
            </tr>
          </thead>
          <tbody>
            {times.map(({ at, local, utc }) => (
              <tr key={at}>
                <td>{shortTime(local)}</td>
                {second !== zone && (
                  <td className="g3">{second === 'UTC' ? shortTime(utc) : timeIn(at, second)}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The same of a moment, as a zone tells it. */
function timeIn(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}

/** `2026-10-25 02:30` of `2026-10-25T02:30:00+01:00` */
function shortTime(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
