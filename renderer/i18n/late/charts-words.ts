import { addWords } from '../late-words.ts';
import { charts as english } from './charts.en.ts';
import { charts as swedish } from './charts.sv.ts';

addWords({ en: { charts: english }, sv: { charts: swedish } });
