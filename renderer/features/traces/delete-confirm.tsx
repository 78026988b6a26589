import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import bars from '#renderer/parts/bars.module.css';
import classes from '#renderer/parts/purge-confirm.module.css';

type DeleteConfirmProps = {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** The engine deletes traces for good: what goes is said first, and the deed stands on the button. */
export function DeleteConfirm({ count, onConfirm, onCancel }: DeleteConfirmProps) {
  const { t } = useTranslation();
  const deed = t('traces.deleteNow', { count });
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
          {t('traces.deleteText')} {t('purge.noUndo')}
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
