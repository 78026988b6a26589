import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRef, useState } from 'react';

type DraftFieldProps = {
  readonly start: string;
  readonly label: string;
  readonly placeholder?: string;
  /** Whether the text was kept; a field whose text was refused stays open with it. */
  readonly onSave: (text: string) => Promise<boolean>;
  /** `byKey`: the focus has no place of its own now. */
  readonly onClose: (byKey: boolean) => void;
};

/** A text that is being changed: Enter and leaving the field keep it, Escape leaves it as it was. */
export function DraftField({ start, label, placeholder, onSave, onClose }: DraftFieldProps) {
  const [draft, setDraft] = useState(start);
  // While it is saved, and once it is closed, leaving the field says nothing more.
  const isDone = useRef(false);

  async function save(byKey: boolean): Promise<void> {
    if (isDone.current) return;
    isDone.current = true;
    if (await onSave(draft)) onClose(byKey);
    else isDone.current = false;
  }
  return (
    <TextInput
      className="grow"
      aria-label={label}
      placeholder={placeholder}
      value={draft}
      autoFocus
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void save(false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save(true);
        if (event.key !== 'Escape') return;
        event.preventDefault();
        isDone.current = true;
        onClose(true);
      }}
    />
  );
}

/** Whether a text is being changed, and the pencil that begins it: after a key it has the focus again. */
export function useEditing() {
  const [state, setState] = useState<'shown' | 'editing' | 'left'>('shown');
  return {
    isEditing: state === 'editing',
    close: (byKey: boolean): void => setState(byKey ? 'left' : 'shown'),
    pencil: { autoFocus: state === 'left', onClick: () => setState('editing') },
  };
}

type EditButtonProps = {
  readonly label: string;
  readonly pencil: ReturnType<typeof useEditing>['pencil'];
};

export function EditButton({ label, pencil }: EditButtonProps) {
  return (
    <ActionIcon size={24} aria-label={label} {...pencil}>
      <IconPencil size={14} stroke={1.5} aria-hidden="true" />
    </ActionIcon>
  );
}
