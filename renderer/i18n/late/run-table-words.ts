import { addWords } from '../late-words.ts';
import { runTable as english } from './run-table.en.ts';
import { runTable as swedish } from './run-table.sv.ts';

addWords({ en: { runTable: english }, sv: { runTable: swedish } });
