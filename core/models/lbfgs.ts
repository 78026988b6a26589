/** A smooth function: answers its value at `x` and writes its gradient there into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimizeOptions {
  /** Ends when no component of the gradient is larger. */
  tolerance: number;
  maxIterations: number;
  /** Called after each iteration; may throw to end the work. */
  onIteration?: (iteration: number, gradientNorm: number) => void;
}

export interface Minimum {
  x: Float64Array;
  value: number;
  /** Largest component of the gradient. */
  gradientNorm: number;
  iterations: number;
  converged: boolean;
}

interface Point {
  x: Float64Array;
  gradient: Float64Array;
  value: number;
}

/** How many steps the curvature is remembered for; scipy's choice for scikit-learn too. */
const historyLength = 10;
const maxEvaluations = 40;
/** Sufficient decrease and curvature of the strong Wolfe conditions: Nocedal and Wright, Numerical Optimization, 3.1. */
const decrease = 1e-4;
const curvature = 0.9;

/**
 * Minimizes a convex function by L-BFGS (Nocedal and Wright, algorithm 7.5) with a line search for the strong Wolfe
 * conditions. The same input gives the same result, bit for bit.
 */
export function minimize(objective: Objective, size: number, options: MinimizeOptions): Minimum {
  let at = evaluate(objective, new Float64Array(size));
  const memory = createMemory(size);
  const direction = new Float64Array(size);
  let iterations = 0;
  let gradientNorm = largest(at.gradient);
  while (gradientNorm > options.tolerance && iterations < options.maxIterations) {
    memory.turn(at.gradient, direction);
    const firstStep = iterations === 0 ? Math.min(1, 1 / sumOfSizes(at.gradient)) : 1;
    const next = searchLine(objective, at, direction, firstStep);
    // No step gains anything: the limit of double precision, as a rule.
    if (next === null) break;
    memory.remember(at, next);
    at = next;
    gradientNorm = largest(at.gradient);
    iterations++;
    options.onIteration?.(iterations, gradientNorm);
  }
  const { x, value } = at;
  return { x, value, gradientNorm, iterations, converged: gradientNorm <= options.tolerance };
}

interface Memory {
  /** Writes minus the inverse Hessian times the gradient, as far as it is known, into `direction`. */
  turn(gradient: Float64Array, direction: Float64Array): void;
  remember(from: Point, to: Point): void;
}

function createMemory(size: number): Memory {
  const pairs: { step: Float64Array; change: Float64Array; rho: number }[] = [];
  const alphas = new Float64Array(historyLength);
  return {
    turn: (gradient, direction) => {
      for (let i = 0; i < size; i++) direction[i] = -(gradient[i] ?? 0);
      for (const [n, { step, change, rho }] of [...pairs.entries()].reverse()) {
        const alpha = rho * dot(step, direction);
        alphas[n] = alpha;
        addScaled(direction, change, -alpha);
      }
      const newest = pairs.at(-1);
      if (newest) scale(direction, 1 / (newest.rho * dot(newest.change, newest.change)));
      for (const [n, { step, change, rho }] of pairs.entries()) {
        addScaled(direction, step, (alphas[n] ?? 0) - rho * dot(change, direction));
      }
    },
    remember: (from, to) => {
      const oldest = pairs.length === historyLength ? pairs.shift() : undefined;
      const step = oldest?.step ?? new Float64Array(size);
      const change = oldest?.change ?? new Float64Array(size);
      for (let i = 0; i < size; i++) {
        step[i] = (to.x[i] ?? 0) - (from.x[i] ?? 0);
        change[i] = (to.gradient[i] ?? 0) - (from.gradient[i] ?? 0);
      }
      const product = dot(step, change);
      if (product > 1e-300) pairs.push({ step, change, rho: 1 / product });
    },
  };
}

/** A place on the line: how far along it is, the value there, and the slope. */
interface Trial {
  step: number;
  value: number;
  slope: number;
}

/** A point along `direction` that meets the strong Wolfe conditions, or at least gains; null when none does. */
function searchLine(
  objective: Objective,
  from: Point,
  direction: Float64Array,
  firstStep: number,
): Point | null {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  // Close to the minimum the values differ by less than their rounding: there only the slopes tell.
  const rounding = 1e-15 * Math.max(1, Math.abs(from.value));
  let low: Trial = { step: 0, value: from.value, slope };
  let high: Trial | null = null;
  let best: Point | null = null;
  let step = firstStep;
  const next: Point = {
    x: new Float64Array(from.x.length),
    gradient: new Float64Array(from.x.length),
    value: 0,
  };
  for (let n = 0; n < maxEvaluations; n++) {
    const trial = tryStep(objective, from, direction, step, next);
    const isLower = trial.value <= from.value + decrease * step * slope + rounding;
    if (isLower && Math.abs(trial.slope) <= -curvature * slope) return next;
    if (isLower && trial.slope < 0) {
      low = trial;
      best = { x: next.x.slice(), gradient: next.gradient.slice(), value: next.value };
    } else high = trial;
    step = high === null ? step * 2 : chooseBetween(low, high);
  }
  return best;
}

function tryStep(
  objective: Objective,
  from: Point,
  direction: Float64Array,
  step: number,
  next: Point,
): Trial {
  next.x.set(from.x);
  addScaled(next.x, direction, step);
  next.value = objective(next.x, next.gradient);
  return { step, value: next.value, slope: dot(next.gradient, direction) };
}

/** The minimum of the cubic through both trials, kept away from the ends; the middle when there is none. */
function chooseBetween(low: Trial, high: Trial): number {
  const width = high.step - low.step;
  const d1 = low.slope + high.slope - (3 * (high.value - low.value)) / width;
  const d2 = Math.sqrt(d1 * d1 - low.slope * high.slope);
  const cubic = high.step - (width * (high.slope + d2 - d1)) / (high.slope - low.slope + 2 * d2);
  if (!Number.isFinite(cubic)) return low.step + width / 2;
  return Math.min(Math.max(cubic, low.step + 0.05 * width), high.step - 0.05 * width);
}

function evaluate(objective: Objective, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  return { x, gradient, value: objective(x, gradient) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + factor * (from[i] ?? 0);
}

function scale(array: Float64Array, factor: number): void {
  for (let i = 0; i < array.length; i++) array[i] = (array[i] ?? 0) * factor;
}

function largest(array: Float64Array): number {
  let most = 0;
  for (const value of array) most = Math.max(most, Math.abs(value));
  return most;
}

function sumOfSizes(array: Float64Array): number {
  let sum = 0;
  for (const value of array) sum += Math.abs(value);
  return sum;
}
