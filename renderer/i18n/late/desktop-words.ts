import { addWords } from '../late-words.ts';
import * as en from './desktop.en.ts';
import * as sv from './desktop.sv.ts';

addWords({ en, sv });
