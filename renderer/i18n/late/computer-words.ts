import { addWords } from '../late-words.ts';
import { computer as english } from './computer.en.ts';
import { computer as swedish } from './computer.sv.ts';

addWords({ en: { computer: english }, sv: { computer: swedish } });
