let words = 'Stile';
let waiting = 0;

/** The page's own name, for tabs of a browser and the list of windows. */
export function setPageTitle(title: string): void {
  words = title;
  write();
}

/** How many things wait for a person, before the name: `(3) Alerts – Stile`. */
export function setTitleCount(count: number): void {
  waiting = count;
  write();
}

function write(): void {
  document.title = waiting === 0 ? words : `(${String(waiting)}) ${words}`;
}
