import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { TextEditor } from './use-text-editor.ts';

type OpenProps = {
  readonly editor: TextEditor;
  /** What the file is called for who hears it. */
  readonly path: string;
  readonly onOpen: () => void;
};

/** Opens one file among others in the user's editor. */
export function EditorIcon({ editor, path, onOpen }: OpenProps) {
  if (editor.label === null) return null;
  return (
    <Tooltip label={editor.label}>
      <ActionIcon size={24} aria-label={editor.labelOf(path)} onClick={onOpen}>
        <IconExternalLink size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The same in words, for the file that is shown. */
export function EditorButton({ editor, onOpen }: Pick<OpenProps, 'editor' | 'onOpen'>) {
  if (editor.label === null) return null;
  return (
    <Button
      size="compact-xs"
      leftSection={<IconExternalLink size={14} stroke={1.5} aria-hidden="true" />}
      onClick={onOpen}
    >
      {editor.label}
    </Button>
  );
}
