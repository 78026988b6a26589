import { useMediaQuery } from '@mantine/hooks';

/** The height of a picture, in px: in a low window it leaves room for lines of the table below. */
export function usePlotHeight(): number {
  return useMediaQuery('(max-height: 740px)', false, { getInitialValueInEffect: false }) ? 230 : 330;
}
