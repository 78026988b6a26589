import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

/** The quiet action of a section's head. */
export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      mr={-8}
      variant="subtle"
      size="compact-xs"
      leftSection={<IconPlus size={14} stroke={1.5} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
