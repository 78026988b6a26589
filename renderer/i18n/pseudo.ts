import { en } from './en.ts';
import type { Words } from './en.ts';

const accents: Readonly<Record<string, string>> = {
  a: 'à', e: 'ë', i: 'î', o: 'ö', u: 'û', A: 'Å', E: 'Ë', I: 'Î', O: 'Ö', U: 'Û', n: 'ñ', c: 'ç', s: 'š',
}; // prettier-ignore

/** English with accents, longer and in brackets: what stays plain on screen was never translated. */
export function buildPseudoWords(): Words {
  return accentWords(en) as Words;
}

export function accentWords(words: object): object {
  return mapWords(words as Tree, (text) => `⟦${accent(text)}~⟧`);
}

type Tree = { readonly [key: string]: string | Tree };

function mapWords(tree: Tree, change: (text: string) => string): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? change(value) : mapWords(value, change),
    ]),
  );
}

/** Leaves `{{placeholders}}` as they are. */
function accent(text: string): string {
  return text
    .split(/(\{\{[^}]+\}\})/)
    .map((part) =>
      part.startsWith('{{') ? part : part.replaceAll(/[a-zA-Z]/g, (letter) => accents[letter] ?? letter),
    )
    .join('');
}
