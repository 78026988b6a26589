/** Fields that take a dragged text, and those that take a file. */
const editable =
  'input:not([type=file], [type=checkbox], [type=radio], [type=button]), textarea, [contenteditable=true]';

/**
 * What is let go where nobody takes it does nothing: a browser would leave the page for the file or the link. Texts may
 * be dragged into fields.
 */
export function guardDrops(page: Window): void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || isTaken(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  };
  page.addEventListener('dragover', refuse);
  page.addEventListener('drop', refuse);
}

function isTaken({ target, dataTransfer }: DragEvent): boolean {
  if (!(target instanceof Element)) return false;
  return carriesFiles(dataTransfer) ? target.matches('input[type=file]') : target.matches(editable);
}

export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') === true;
}
