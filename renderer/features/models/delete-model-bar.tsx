import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RegisteredModel } from '#contract/registry.ts';
import bars from '#renderer/parts/bars.module.css';
import classes from '#renderer/parts/purge-confirm.module.css';
import { useModelActs } from './use-model-acts.ts';

type DeleteModelBarProps = { readonly model: RegisteredModel; readonly onClose: () => void };

/** Asked only because undo cannot help: says what goes and what stays. */
export function DeleteModelBar({ model, onClose }: DeleteModelBarProps) {
  const { t } = useTranslation();
  const acts = useModelActs();
  const deed = t('registry.deleteFor', { name: model.name });
  return (
    <div
      className={bars.actionBar}
      data-floating
      data-confirm
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className={classes.confirm} role="group" aria-label={deed}>
        <p className="sm g2">
          {t('registry.deleteText', { count: model.versionCount })} {t('purge.noUndo')}
        </p>
        <div className="row">
          <Button
            data-danger
            autoFocus
            onClick={() => {
              onClose();
              void acts.remove(model.name);
            }}
          >
            {deed}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}
