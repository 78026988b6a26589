export type SnoozeTime = { readonly id: 'hour' | 'hours' | 'tomorrow' | 'monday'; readonly until: number };

const hourMs = 3_600_000;
/** When a working day begins here. */
const morning = 8;
const monday = 1;

/** What a snooze is offered until, the soonest first; where tomorrow is Monday that is said once. */
export function listSnoozeTimes(now: number): readonly SnoozeTime[] {
  const tomorrow = morningIn(now, 1);
  const days = (monday - new Date(now).getDay() + 7) % 7 || 7;
  const times: SnoozeTime[] = [
    { id: 'hour', until: now + hourMs },
    { id: 'hours', until: now + 4 * hourMs },
    { id: 'tomorrow', until: tomorrow },
    { id: 'monday', until: morningIn(now, days) },
  ];
  return times.filter(({ id, until }) => id !== 'monday' || until !== tomorrow);
}

function morningIn(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, morning).getTime();
}

/** As a field for a day and a time takes it: `2026-11-20T14:03`, here. */
export function toFieldTime(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}
