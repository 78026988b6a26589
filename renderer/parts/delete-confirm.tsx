import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import bars from './bars.module.css';
import classes from './purge-confirm.module.css';
import { useReturnFocus } from './use-return-focus.ts';

type DeleteConfirmProps = {
  /** What goes, and what stays. */
  readonly text: string;
  readonly deed: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** Asked only where undo cannot help, in the place of the action bar; the deed stands on the button. */
export function DeleteConfirm({ text, deed, onConfirm, onCancel }: DeleteConfirmProps) {
  const { t } = useTranslation();
  useReturnFocus();
  return (
    <div
      className={bars.actionBar}
      data-floating
      data-confirm
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <div className={classes.confirm} role="group" aria-label={deed}>
        <p className="sm g2">
          {text} {t('purge.noUndo')}
        </p>
        <div className="row">
          <Button data-danger autoFocus onClick={onConfirm}>
            {deed}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {t('actions.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}
