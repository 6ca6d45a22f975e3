/** The program that a thread of the suite runs. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Orders } from './messages.ts';
import { serve } from './serve.ts';

if (parentPort !== null) await serve(workerData as Orders, parentPort);
