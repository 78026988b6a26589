import { addWords } from '../late-words.ts';
import * as en from './commands.en.ts';
import * as sv from './commands.sv.ts';

addWords({ en, sv });
