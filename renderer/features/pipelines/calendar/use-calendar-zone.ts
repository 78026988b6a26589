import { useKept } from '#renderer/parts/use-kept.ts';

export const zoneChoices = ['local', 'utc'] as const;
type ZoneChoice = (typeof zoneChoices)[number];

export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const zoneOf = (choice: ZoneChoice): string => (choice === 'utc' ? 'UTC' : localZone());

/** Whose days are shown: those of this computer, or of UTC. */
export function useCalendarZone() {
  const [choice, setChoice] = useKept('calendar.zone', zoneChoices, 'local');
  return { choice, setChoice, zone: zoneOf(choice) };
}
