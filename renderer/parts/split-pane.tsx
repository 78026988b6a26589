import type { ReactNode } from 'react';
import { Divider } from './divider.tsx';
import classes from './split-pane.module.css';

type SplitPaneProps = {
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** The width of the right side, in percent. */
  readonly percent: number;
  readonly label: string;
  readonly onPercent: (percent: number) => void;
};

/** Two panes beside each other; what divides them moves by drag and by the arrow keys. */
export function SplitPane({ left, right, percent, label, onPercent }: SplitPaneProps) {
  return (
    <div className={classes.box}>
      <div className={classes.pane}>{left}</div>
      <Divider
        label={label}
        line="upright"
        part="end"
        value={percent}
        bounds={[20, 75]}
        step={5}
        perPixel={({ width }) => 100 / width}
        onValue={onPercent}
      />
      <div className={classes.pane} style={{ flex: `0 0 ${String(percent)}%` }}>
        {right}
      </div>
    </div>
  );
}
