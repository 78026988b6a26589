import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import classes from './pipeline-editor.module.css';

/** The file was changed by another program while there were changes here: nothing is overwritten unasked. */
export function ConflictBar() {
  const { t } = useTranslation();
  const { session } = useEditor();
  const state = useEditorState((now) => now.save);
  if (state === 'gone')
    return (
      <p className={classes.bar} role="alert">
        <StateLabel shape="warning">{t('pipelineEditor.goneTitle')}</StateLabel>
        <span>{t('pipelineEditor.goneText')}</span>
      </p>
    );
  if (state !== 'conflict') return null;
  return (
    <div className={classes.bar} role="alert">
      <StateLabel shape="warning">{t('pipelineEditor.conflictTitle')}</StateLabel>
      <span>{t('pipelineEditor.conflictText')}</span>
      <span className={classes.barActions}>
        <Button size="compact-sm" onClick={() => session.resolve('theirs')}>
          {t('pipelineEditor.takeTheirs')}
        </Button>
        <Button size="compact-sm" onClick={() => session.resolve('mine')}>
          {t('pipelineEditor.keepMine')}
        </Button>
      </span>
    </div>
  );
}
