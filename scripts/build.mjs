// `npm run build`: all packages, incrementally.

import { build } from './prepare.mjs';

process.exitCode = (await build()).code;
