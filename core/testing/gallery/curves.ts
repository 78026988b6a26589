import type { Random } from '../random.ts';

/** One logged value; `at` is its share of the run's duration, 0 to 1. */
export interface Point {
  key: string;
  value: number | 'NaN' | 'Infinity';
  step: number;
  at: number;
}

export interface Course {
  key: string;
  from: number;
  /** Exactly the last value. */
  to: number;
  /** How soon it bends: 5 is quick, 2 slow. */
  speed: number;
  noise: number;
  /** Share of the way after which it turns back by this much, as validation losses do when a model overfits. */
  turn?: { after: number; by: number };
}

/** A history that bends from `from` to `to` as trainings do, with noise that dies down. */
export function drawCourse(course: Course, steps: number, random: Random): Point[] {
  const { key, from, to, speed, noise, turn } = course;
  return Array.from({ length: steps }, (_, step) => {
    const at = (step + 1) / steps;
    const reached = (1 - Math.exp(-speed * at)) / (1 - Math.exp(-speed));
    const back = turn !== undefined && at > turn.after ? turn.by * (at - turn.after) : 0;
    const wobble = (random.next() - 0.5) * 2 * noise * (1.2 - at);
    const value =
      step === steps - 1 && turn === undefined ? to : from + (to - from) * reached + back + wobble;
    return { key, value: round(value), step, at };
  });
}

/** What the machine did meanwhile, under the names that MLflow's client gives. */
export function drawSystem(steps: number, random: Random): Point[] {
  const level: [string, number, number][] = [
    ['system/cpu_utilization_percentage', 62, 18],
    ['system/system_memory_usage_percentage', 48, 2],
    ['system/system_memory_usage_megabytes', 15_400, 500],
    ['system/gpu_0_utilization_percentage', 88, 9],
    ['system/gpu_0_memory_usage_megabytes', 9_800, 60],
    ['system/disk_usage_megabytes', 212_000, 40],
  ];
  return level.flatMap(([key, middle, spread]) =>
    Array.from({ length: steps }, (_, step) => {
      const warm = Math.min(1, 0.4 + (step / steps) * 8);
      const value = middle * warm + (random.next() - 0.5) * 2 * spread;
      const top = key.endsWith('percentage') ? 100 : Infinity;
      return { key, value: round(Math.min(top, value), 1), step, at: (step + 1) / steps };
    }),
  );
}

export function single(key: string, value: Point['value'], at = 1): Point {
  return { key, value: typeof value === 'number' ? round(value) : value, step: 0, at };
}

export function round(value: number, digits = 5): number {
  return Number(value.toFixed(digits));
}
