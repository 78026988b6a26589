import { useLocale } from '#renderer/parts/use-locale.ts';
import type { Dim } from './dims.ts';
import classes from './plots.module.css';
import type { Ramp } from './ramp.ts';
import { isKind } from './run-colors-by.ts';
import { wordDim } from './scales.ts';

/** What colours mean. */
export function ColorKey({ dim, ramp }: { dim: Dim; ramp: Ramp }) {
  const locale = useLocale();
  if (dim.words !== null && isKind(dim)) {
    return (
      <span className={classes.key}>
        {dim.words.map((word, i) => (
          <span key={word} className={classes.keyWord}>
            <span className={classes.dot} style={{ background: `var(--st-s${String(i + 1)})` }} />
            {word}
          </span>
        ))}
      </span>
    );
  }
  return (
    <span className={classes.key}>
      {wordDim(dim, dim.min, locale)}
      <span className={classes.ramp} style={{ background: ramp.css }} aria-hidden="true" />
      {wordDim(dim, dim.max, locale)}
    </span>
  );
}
