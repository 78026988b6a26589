import { Button, Popover } from '@mantine/core';
import type { PopoverProps } from '@mantine/core';
import type { ReactNode } from 'react';

type PopoverButtonProps = {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly icon: ReactNode;
  readonly label: ReactNode;
  readonly position: PopoverProps['position'];
  readonly disabled?: boolean;
  /** What it opens has an effect now. */
  readonly isOn?: boolean;
  readonly className?: string | undefined;
  readonly dropdownClass: string | undefined;
  readonly children: ReactNode;
};

/** A quiet button of a bar with a form beneath it, which has the focus while it is open and gives it back. */
export function PopoverButton(props: PopoverButtonProps) {
  const { isOpen, onOpen, icon, label, position, disabled = false, isOn = false, children } = props;
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      position={position}
      shadow="md"
      radius="lg"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          className={props.className}
          leftSection={icon}
          disabled={disabled}
          data-on={isOn || undefined}
          onClick={() => onOpen(!isOpen)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={props.dropdownClass}>{children}</Popover.Dropdown>
    </Popover>
  );
}
