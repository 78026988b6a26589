import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { tokenVariables } from '#renderer/theme/tokens.ts';

/**
 * From the least to the greatest: away from the ground in lightness in both themes, so that the order is read without
 * colours too.
 */
const stops = { light: ['s5', 's3', 's1'], dark: ['s6', 's3', 's5'] } as const;

export type Ramp = {
  /** The colour of a share of the way, 0 to 1. */
  readonly at: (share: number) => string;
  /** The whole of it, from left to right, as CSS. */
  readonly css: string;
};

export function useRamp(): Ramp {
  const theme = useComputedColorScheme('light');
  return useMemo(() => {
    const variables = tokenVariables(theme);
    return makeRamp(stops[theme].map((name) => variables[`--st-${name}`] ?? '#000000'));
  }, [theme]);
}

export function makeRamp(colors: readonly string[]): Ramp {
  const parts = colors.map(toRgb);
  const at = (share: number): string => {
    const place = Math.min(1, Math.max(0, share)) * (parts.length - 1);
    const [from, to] = [parts[Math.floor(place)], parts[Math.ceil(place)]];
    const rest = place - Math.floor(place);
    const mixed = [0, 1, 2].map((i) => Math.round((from?.[i] ?? 0) * (1 - rest) + (to?.[i] ?? 0) * rest));
    return `rgb(${mixed.join(' ')})`;
  };
  return { at, css: `linear-gradient(to right, ${colors.join(', ')})` };
}

function toRgb(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
