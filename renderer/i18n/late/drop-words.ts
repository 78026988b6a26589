import { addWords } from '../late-words.ts';
import { drop as english } from './drop.en.ts';
import { drop as swedish } from './drop.sv.ts';

addWords({ en: { drop: english }, sv: { drop: swedish } });
