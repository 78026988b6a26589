import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCopied } from './use-copied.ts';

/** Puts a text on the clipboard and says so in its own place. */
export function CopyButton({ text, label, size = 24 }: { text: string; label: string; size?: number }) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopied();
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <Tooltip label={isCopied ? t('actions.copied') : label}>
      <ActionIcon size={size} aria-label={label} onClick={() => copy(text)}>
        <Icon size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
