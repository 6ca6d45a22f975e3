/** What a thread of the suite does: loads the subject, attaches, and does a job when it is told to. */
import type { MessagePort } from 'node:worker_threads';
import { EnvironmentError, requireSharedMemory } from '@forkspace/spec';
import { Broken } from '../expect.ts';
import { backendsIn } from '../subject.ts';
import { JOBS } from './jobs.ts';
import type { Answer, Orders, Request } from './messages.ts';

function failed(error: unknown): Answer {
  const message =
    error instanceof EnvironmentError
      ? `${error.code}: ${error.message}`
      : error instanceof Error
        ? error.message
        : String(error);
  return { kind: 'failed', message, broken: error instanceof Broken };
}

/** Says at `port` when it is ready, and what each request came to. Never rejects. */
export async function serve(orders: Orders, port: MessagePort): Promise<void> {
  const answer = (message: Answer): void => port.postMessage(message);
  try {
    const exported = (await import(orders.module)) as Record<string, unknown>;
    const backend = backendsIn(exported).find(({ name }) => name === orders.backend);
    if (backend === undefined)
      throw new Error(`${orders.module} exports no backend with the name ${orders.backend}`);
    const { attach, run } = JOBS[orders.job] ?? {};
    const environment = requireSharedMemory(backend).attach(orders.handle, {
      ...attach,
      thread: orders.thread,
    });
    const isolation = backend.capabilities.isolation;
    const progress = new Int32Array(orders.progress);
    port.on('message', (request: Request) => {
      try {
        const value =
          request === 'export'
            ? environment.export()
            : run?.({ ...orders, environment, isolation, progress });
        answer({ kind: 'done', value });
      } catch (error) {
        answer(failed(error));
      }
    });
    answer({ kind: 'ready' });
  } catch (error) {
    answer(failed(error));
  }
}
