import type { ReactNode } from 'react';
import { Divider } from '#renderer/parts/divider.tsx';
import classes from './run.module.css';

type RowSplitProps = {
  readonly top: ReactNode;
  readonly bottom: ReactNode;
  /** The height of the lower part, in percent. */
  readonly percent: number;
  readonly label: string;
  readonly onPercent: (percent: number) => void;
};

export const splitBounds = [15, 85] as const;

/** Two parts above each other; what divides them moves by drag and by keys. */
export function RowSplit({ top, bottom, percent, label, onPercent }: RowSplitProps) {
  return (
    <div className={classes.split}>
      <div className={classes.part}>{top}</div>
      <Divider
        label={label}
        line="flat"
        part="end"
        value={percent}
        bounds={splitBounds}
        step={5}
        perPixel={({ height }) => 100 / height}
        onValue={onPercent}
      />
      <div className={classes.part} style={{ flex: `0 0 ${String(percent)}%` }}>
        {bottom}
      </div>
    </div>
  );
}
