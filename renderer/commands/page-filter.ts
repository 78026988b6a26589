/**
 * The field that narrows what the page shows: the first one in the page itself, otherwise in what lies over it. Pages
 * mark theirs with `data-filter` or make it a search field.
 */
export function findPageFilter(): HTMLElement | null {
  const fields = [
    ...document.querySelectorAll<HTMLElement>('main :is(input[data-filter], input[type="search"])'),
  ];
  return fields.find((field) => field.checkVisibility()) ?? null;
}
