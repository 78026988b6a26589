/** What keeps a text from being the name of a new pipeline; null: nothing does. */
export type NameTrouble = 'empty' | 'character' | 'end' | 'reserved' | 'long' | 'taken';

const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i;
const illegal = /[<>:"/\\|?*\p{Cc}]/u;

/** Checks while a name is typed; the engine has the last word. A name is one of a file on every system. */
export function checkName(name: string, taken: readonly string[]): NameTrouble | null {
  if (name === '') return 'empty';
  if (illegal.test(name)) return 'character';
  if (/^[. ]|[. ]$/.test(name)) return 'end';
  if (reserved.test(name)) return 'reserved';
  if (new TextEncoder().encode(`${name}.yaml`).length > 255) return 'long';
  return taken.some((other) => fold(other) === fold(name)) ? 'taken' : null;
}

/** A name like another one that nothing has yet: `train-2` of `train`. */
export function freeName(of: string, taken: readonly string[]): string {
  const stem = of.replace(/-\d+$/, '');
  for (let number = 2; ; number += 1) {
    const name = `${stem}-${String(number)}`;
    if (checkName(name, taken) !== 'taken') return name;
  }
}

/** As disks compare names that do not tell case. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
