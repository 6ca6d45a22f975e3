/** `forkspace … | head` ends quietly once nobody reads any more. */
import { EXIT_OK } from './exit-codes.ts';

export function quietOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT_OK);
      throw error;
    });
  }
}
