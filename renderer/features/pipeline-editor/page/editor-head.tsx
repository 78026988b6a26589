import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '#renderer/parts/page.tsx';
import { useEditor, useEditorState } from '../session/editor-context.ts';
import { lineOfSelection } from './line-of-selection.ts';
import { wordEdit } from './word-edit.ts';
import { SaveBadge } from './save-badge.tsx';
import { RunMenu } from '../run/run-menu.tsx';
import type { Running } from '../run/use-running.ts';
import { PageMenu } from './page-menu.tsx';
import { ViewSwitch } from './view-switch.tsx';

const route = getRouteApi('/pipelines/$name');

/** Name, state of saving, undo, which projections are shown, and running. */
export function EditorHead({ running }: { running: Running }) {
  const { session } = useEditor();
  const name = useEditorState((state) => state.name);
  return (
    <PageHead title={name} meta={<SaveBadge />}>
      <UndoButtons />
      <ViewSwitch />
      <Projections />
      <RunMenu running={running} />
      <PageMenu lineNow={() => lineOfSelection(session.state.get())} />
    </PageHead>
  );
}

function UndoButtons() {
  const { t } = useTranslation();
  const { session } = useEditor();
  const undo = useEditorState((state) => state.undo);
  const redo = useEditorState((state) => state.redo);
  const undoLabel =
    undo === null
      ? t('pipelineEditor.nothingToUndo')
      : t('pipelineEditor.undoNamed', { edit: wordEdit(undo, t) });
  const redoLabel =
    redo === null
      ? t('pipelineEditor.nothingToRedo')
      : t('pipelineEditor.redoNamed', { edit: wordEdit(redo, t) });
  return (
    <>
      <Tooltip label={undoLabel}>
        <ActionIcon
          variant="subtle"
          aria-label={undoLabel}
          aria-disabled={undo === null}
          onClick={session.undo}
        >
          <IconArrowBackUp size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel}>
        <ActionIcon
          variant="subtle"
          aria-label={redoLabel}
          aria-disabled={redo === null}
          onClick={session.redo}
        >
          <IconArrowForwardUp size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

function Projections() {
  const { t } = useTranslation();
  const { mode = 'split' } = route.useSearch();
  const navigate = route.useNavigate();
  const data = (['canvas', 'split', 'yaml', 'list'] as const).map((value) => ({
    value,
    label: t(`pipelineEditor.modes.${value}`),
  }));
  return (
    <SegmentedControl
      aria-label={t('pipelineEditor.shown')}
      value={mode}
      data={data}
      onChange={(value) =>
        void navigate({
          search: (now) => ({ ...now, mode: value === 'split' ? undefined : value }),
          replace: true,
        })
      }
    />
  );
}
