import { addWords } from '../late-words.ts';
import { runPage as en } from './run-page.en.ts';
import { runPage as sv } from './run-page.sv.ts';

addWords({ en: { runPage: en }, sv: { runPage: sv } });
