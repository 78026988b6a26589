import { Button, FocusTrap } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './drop.module.css';
import { kindOfDrop } from './drop-kinds.ts';
import type { DroppedFile } from './read-drop.ts';
import { useDatasetHere } from './use-take-drop.ts';

type DropChoiceProps = {
  readonly dropped: readonly DroppedFile[];
  readonly onChoose: (dropped: DroppedFile) => void;
  readonly onClose: () => void;
};

const mostShown = 8;

/** Several files were dropped: each has a form of its own, so a person says with which to begin. */
export function DropChoice({ dropped, onChoose, onClose }: DropChoiceProps) {
  const { t } = useTranslation();
  const dataset = useDatasetHere()();
  const shown = dropped.slice(0, mostShown);
  return (
    <div className={classes.choosing}>
      <FocusTrap active>
        <div
          className={classes.card}
          role="dialog"
          aria-modal="true"
          aria-label={t('drop.choose', { count: dropped.length })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            onClose();
          }}
        >
          <p className={classes.title}>{t('drop.choose', { count: dropped.length })}</p>
          <ul className={classes.files}>
            {shown.map((one, at) => {
              const kind = kindOfDrop(one);
              const canTake = kind !== 'unknown' && kind !== 'model';
              return (
                <li key={at} className={classes.kind}>
                  <span className={classes.name} translate="no">
                    {one.name}
                  </span>
                  {canTake ? (
                    <Button
                      size="compact-xs"
                      aria-label={`${t(`drop.acts.${kind}`)}: ${one.name}`}
                      onClick={() => onChoose(one)}
                    >
                      {kind === 'data' && dataset !== null ? t('drop.acts.dataHere') : t(`drop.acts.${kind}`)}
                    </Button>
                  ) : (
                    <span className="g3 sm">{t(`drop.left.${kind}`)}</span>
                  )}
                </li>
              );
            })}
          </ul>
          {dropped.length > shown.length && (
            <p className="g3 sm">{t('drop.more', { count: dropped.length - shown.length })}</p>
          )}
          <div>
            <Button variant="subtle" onClick={onClose}>
              {t('actions.cancel')}
            </Button>
          </div>
        </div>
      </FocusTrap>
    </div>
  );
}
