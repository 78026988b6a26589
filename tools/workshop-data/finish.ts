import type { Random } from './random.ts';

/** How careful people are with what they write: probabilities per review. */
export interface Habits {
  /** all in lower case */
  lowercase: number;
  /** no full stop at the end */
  openEnd: number;
  /** one exclamation mark instead of a full stop */
  shout: number;
  /** two letters of one word swapped, or one left out */
  typo: number;
  /** sentences run together with commas or dots instead of full stops */
  runOn: number;
  /** `a` becomes `an` before a vowel */
  english: boolean;
}

/** Puts sentences together as somebody would type them. */
export function finishText(parts: readonly string[], habits: Habits, random: Random): string {
  const glue = random.chance(habits.runOn) ? random.pick([', ', '... ', ' - ']) : '. ';
  const shout = random.chance(habits.shout) ? Math.floor(random.next() * parts.length) : -1;
  let text = '';
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    const end = /[.!?]$/.test(part) ? ' ' : i === shout ? '! ' : last ? '. ' : glue;
    const starts = text === '' || /[.!?] $/.test(text) || text.endsWith('... ');
    text += `${starts ? capitalise(part) : part}${end}`;
  });
  text = text.trim();
  if (habits.english) text = withArticles(text);
  text = capitaliseSentences(text);
  if (random.chance(habits.openEnd)) text = text.replace(/\.$/, '');
  if (random.chance(habits.typo)) text = withTypo(text, random);
  return random.chance(habits.lowercase) ? text.toLowerCase() : text;
}

function capitalise(text: string): string {
  return text.replace(
    /^(["'“]?)(\p{L})/u,
    (_, quote: string, letter: string) => quote + letter.toUpperCase(),
  );
}

function capitaliseSentences(text: string): string {
  return text.replace(
    /([^.][.!?] )(\p{Ll})/gu,
    (_, end: string, letter: string) => end + letter.toUpperCase(),
  );
}

function withArticles(text: string): string {
  return text.replace(/\b([Aa]) (?=[aeiou])(?!(?:one|uni|use|eu))/g, '$1n ');
}

function withTypo(text: string, random: Random): string {
  const words = [...text.matchAll(/\p{Ll}{6,}/gu)];
  if (words.length === 0) return text;
  const word = random.pick(words);
  const at = word.index + 1 + Math.floor(random.next() * (word[0].length - 3));
  const pair = text.slice(at, at + 2);
  const swapped = pair.charAt(1) + pair.charAt(0);
  return text.slice(0, at) + (random.chance(0.6) ? swapped : pair.charAt(0)) + text.slice(at + 2);
}
