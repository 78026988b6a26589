import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Shows a file in the system's file manager; only where `useFilePlace` can reveal. */
export function RevealIcon({ path, onReveal }: { path: string; onReveal: () => void }) {
  const { t } = useTranslation();
  return (
    <Tooltip label={t('filePlace.reveal')}>
      <ActionIcon size={24} aria-label={t('filePlace.revealOne', { path })} onClick={onReveal}>
        <IconFolderOpen size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
