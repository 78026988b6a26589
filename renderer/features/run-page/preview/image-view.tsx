import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArtifactEntry } from '#contract/entities.ts';
import classes from '../artifacts-tab.module.css';
import { imageType, kindOfFile } from './kind-of-file.ts';
import { useBlobPicture } from './use-blob.ts';

type ImageViewProps = {
  readonly path: string;
  readonly blob: Blob;
  readonly files: readonly ArtifactEntry[];
  readonly onShow: (path: string) => void;
};

/** A picture among the others of its folder: the arrow keys go through them. */
export function ImageView({ path, blob, files, onShow }: ImageViewProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const picture = useBlobPicture(blob, imageType(path));
  const pictures = files.filter((file) => !file.isFolder && kindOfFile(file.path) === 'image');
  const index = pictures.findIndex((file) => file.path === path);
  const [before, after] = [pictures[index - 1], pictures[index + 1]];
  useEffect(() => box.current?.focus(), []);
  return (
    <>
      {pictures.length > 1 && (
        <div className={`${classes.note ?? ''} row`}>
          <span>{t('runPage.imageOf', { index: index + 1, count: pictures.length })}</span>
          <Tooltip label={t('runPage.previousImage')}>
            <ActionIcon
              size={24}
              aria-label={t('runPage.previousImage')}
              disabled={before === undefined}
              onClick={() => before && onShow(before.path)}
            >
              <IconChevronLeft size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('runPage.nextImage')}>
            <ActionIcon
              size={24}
              aria-label={t('runPage.nextImage')}
              disabled={after === undefined}
              onClick={() => after && onShow(after.path)}
            >
              <IconChevronRight size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      <div
        ref={box}
        className={classes.gallery}
        tabIndex={0}
        role="group"
        aria-label={path}
        onKeyDown={({ key }) => {
          const to = key === 'ArrowLeft' ? before : key === 'ArrowRight' ? after : undefined;
          if (to !== undefined) onShow(to.path);
        }}
      >
        <img ref={picture} alt={path} />
      </div>
    </>
  );
}
