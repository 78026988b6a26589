import { addWords } from '../late-words.ts';
import { textEditor as en } from './text-editor.en.ts';
import { textEditor as sv } from './text-editor.sv.ts';

addWords({ en: { textEditor: en }, sv: { textEditor: sv } });
