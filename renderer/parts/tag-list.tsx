import type { Tag } from '#contract/entities.ts';
import classes from './tag-list.module.css';

/** Tags in one line, as many as there is room for; those of the tracking system itself stay out. */
export function TagList({ tags }: { tags: readonly Tag[] }) {
  return (
    <span className={classes.list}>
      {tags
        .filter(({ key }) => !key.startsWith('mlflow.'))
        .map(({ key, value }) => (
          <span key={key} className={classes.tag}>
            {value === '' ? key : `${key}: ${value}`}
          </span>
        ))}
    </span>
  );
}
