import { addWords } from '../late-words.ts';
import { textDiff as en } from './text-diff.en.ts';
import { textDiff as sv } from './text-diff.sv.ts';

addWords({ en: { textDiff: en }, sv: { textDiff: sv } });
