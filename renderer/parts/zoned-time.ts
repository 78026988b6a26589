/** `2026-11-28T06:00` of a moment, as clocks of a zone show it. */
export function toZoned(at: number, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The moment at which clocks of a zone show `2026-11-28T06:00`; of two such moments the first, and where clocks leave
 * that time out the one that comes an hour later. NaN for what is no time.
 */
export function fromZoned(wall: string, timeZone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return Number.NaN;
  const offsetAt = (at: number): number =>
    Date.parse(`${toZoned(at, timeZone)}Z`) - Math.floor(at / 60_000) * 60_000;
  // The offsets of a day before and after: one of them holds at that time.
  const [before, after] = [offsetAt(asUtc - dayMs), offsetAt(asUtc + dayMs)];
  const found = [asUtc - before, asUtc - after].filter((at) => toZoned(at, timeZone) === wall.slice(0, 16));
  return found.length === 0 ? asUtc - before : Math.min(...found);
}

const dayMs = 24 * 60 * 60_000;
