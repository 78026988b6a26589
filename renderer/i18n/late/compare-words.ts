import { addWords } from '../late-words.ts';
import { compare as english } from './compare.en.ts';
import { compare as swedish } from './compare.sv.ts';

addWords({ en: { compare: english }, sv: { compare: swedish } });
