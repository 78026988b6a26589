import { addWords } from '../late-words.ts';
import * as en from './text-editor.en.ts';
import * as sv from './text-editor.sv.ts';

addWords({ en, sv });
