import { useEffect, useState } from 'react';
import classes from './still-bars.module.css';

const quietMs = 100;
const widths = [30, 24, 36, 28, 32, 22, 34, 26];

/** What stands in a list's place while it is read: nothing for 100 ms, then bars that do not move. */
export function StillBars({ rows = 8 }: { rows?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={classes.bars} aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.row}>
          <span className={classes.bar} style={{ width: `${String(widths[index % widths.length])}%` }} />
          <span className="grow" />
          <span className={classes.bar} style={{ width: 48 }} />
          <span className={classes.bar} style={{ width: 72 }} />
        </div>
      ))}
    </div>
  );
}
