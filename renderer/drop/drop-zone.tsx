import { useEffect, useEffectEvent, useState } from 'react';
import '../i18n/late/drop-words.ts';
import { DropChoice } from './drop-choice.tsx';
import { carriesFiles } from './drop-guard.ts';
import { kindOfTypes } from './drop-kinds.ts';
import { DropOverlay } from './drop-overlay.tsx';
import type { Held } from './drop-overlay.tsx';
import { readDrop } from './read-drop.ts';
import type { DroppedFile } from './read-drop.ts';
import { useTakeDrop } from './use-take-drop.ts';

/** The whole window takes files: it says what will happen to them while they are held over it. */
export function DropZone() {
  const [held, setHeld] = useState<Held | null>(null);
  const [dropped, setDropped] = useState<readonly DroppedFile[]>([]);
  const take = useTakeDrop();

  const over = useEffectEvent((event: DragEvent): void => {
    const { dataTransfer: transfer } = event;
    // A part of the page that takes files says so itself.
    if (event.defaultPrevented || transfer === null || !carriesFiles(transfer)) return setHeld(null);
    event.preventDefault();
    transfer.dropEffect = 'copy';
    const types = [...transfer.items].filter(({ kind }) => kind === 'file').map(({ type }) => type);
    const [count, kind] = [types.length, kindOfTypes(types)];
    setHeld((now) => (now?.count === count && now.kind === kind ? now : { count, kind }));
  });
  const drop = useEffectEvent((event: DragEvent): void => {
    setHeld(null);
    if (event.defaultPrevented || event.dataTransfer === null || !carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    void readDrop(event.dataTransfer).then((files) => {
      const [first] = files;
      if (files.length === 1 && first !== undefined) take(first);
      else setDropped(files);
    });
  });
  const leave = useEffectEvent(({ relatedTarget }: DragEvent): void => {
    if (relatedTarget === null) setHeld(null);
  });
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    // After the parts of the page, which React hears below, and before the guard, which hears the window.
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('drop', drop, { signal });
    document.addEventListener('dragleave', leave, { signal });
    return () => listening.abort();
  }, []);
  if (held !== null) return <DropOverlay held={held} />;
  if (dropped.length === 0) return null;
  return (
    <DropChoice
      dropped={dropped}
      onChoose={(one) => {
        setDropped([]);
        take(one);
      }}
      onClose={() => setDropped([])}
    />
  );
}
