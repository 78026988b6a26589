/**
 * Opens what hides the field of a path, brings it into view and gives it the focus; where it has none, the nearest
 * field that holds it. @returns whether there was one
 */
export function showPath(root: HTMLElement, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const field = [...root.querySelectorAll<HTMLElement>('[data-path]')].find(
      ({ dataset }) => dataset['path'] === at,
    );
    if (field === undefined) continue;
    for (let above: HTMLElement | null = field; above !== null; above = above.parentElement)
      if (above instanceof HTMLDetailsElement) above.open = true;
    field.scrollIntoView({ block: 'nearest' });
    (
      field.querySelector<HTMLElement>('input, textarea, select') ??
      field.querySelector<HTMLElement>('button')
    )?.focus();
    return true;
  }
  return false;
}
