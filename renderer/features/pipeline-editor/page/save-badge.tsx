import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import classes from './pipeline-editor.module.css';
import { useSave } from './use-save.ts';

/** Whether the file says what is shown; a press saves. */
export function SaveBadge() {
  const { t } = useTranslation();
  const { session } = useEditor();
  const save = useSave(session);
  const state = useEditorState((now) => now.save);
  const name = useEditorState((now) => now.name);
  const isSaved = state === 'saved' || state === 'saving';
  return (
    <span className={classes.saving}>
      {isSaved ? (
        <span className={classes.badge} data-state={state} role="status">
          {t(`pipelineEditor.saveStates.${state}`)}
        </span>
      ) : (
        <UnstyledButton
          className={classes.badge}
          data-state={state}
          aria-label={t('pipelineEditor.saveNow', { state: t(`pipelineEditor.saveStates.${state}`) })}
          onClick={() => void save(true)}
        >
          {t(`pipelineEditor.saveStates.${state}`)}
        </UnstyledButton>
      )}
      <span className={classes.file} translate="no">
        pipelines/{name}.yaml
      </span>
    </span>
  );
}
