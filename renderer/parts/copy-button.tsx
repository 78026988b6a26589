import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Puts a text on the clipboard and says so in its own place. */
export function CopyButton({ text, label, size = 24 }: { text: string; label: string; size?: number }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Tooltip label={copied ? t('actions.copied') : label}>
      <ActionIcon size={size} aria-label={label} onClick={() => void copy()}>
        <Icon size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
