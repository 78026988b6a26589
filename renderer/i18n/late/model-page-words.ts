import { addWords } from '../late-words.ts';
import { tryRows as englishRows, version as englishVersion } from './model-page.en.ts';
import { tryRows as swedishRows, version as swedishVersion } from './model-page.sv.ts';

addWords({
  en: { tryRows: englishRows, version: englishVersion },
  sv: { tryRows: swedishRows, version: swedishVersion },
});
