import classes from './alias-tag.module.css';

/** The name of an alias as models are addressed: `@champion` filled, `@challenger` outlined, others quiet. */
export function AliasTag({ alias }: { alias: string }) {
  return (
    <span className={classes.tag} data-alias={alias} translate="no">
      @{alias}
    </span>
  );
}
