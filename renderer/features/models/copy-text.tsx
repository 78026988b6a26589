import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCopied } from '#renderer/parts/use-copied.ts';

/** A button that says what it copies, and that it did. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopied();
  const Sign = isCopied ? IconCheck : IconCopy;
  return (
    <Button size="compact-xs" leftSection={<Sign size={14} stroke={1.5} />} onClick={() => copy(text)}>
      {isCopied ? t('actions.copied') : label}
    </Button>
  );
}
