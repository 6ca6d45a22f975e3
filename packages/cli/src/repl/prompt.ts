/** One session at the prompt: its forks, what it evaluates and what it says. Where lines come from is not its business. */
import { MettaSyntaxError, parseProgram, type Interpreter } from '@forkspace/evaluator';
import type { Environment } from '@forkspace/spec';
import { colours } from '../colours.ts';
import { describe } from '../diagnostics.ts';
import type { Session } from '../session.ts';
import { COMMAND_NAMES, obey } from './commands.ts';
import { Forks, Refusal, type Holder } from './forks.ts';
import { hintFor } from './hint.ts';
import { Vocabulary } from './vocabulary.ts';

/** Text that may be the beginning of something readable. */
const OPEN_ENDED = new Set(['UNCLOSED_EXPRESSION', 'UNCLOSED_STRING', 'MISSING_ATOM']);

interface Evaluation extends Holder {
  readonly interpreter: Interpreter;
}

export class Prompt {
  readonly colours = colours;
  readonly forks: Forks<Evaluation>;
  readonly #session: Session;
  readonly #language: readonly string[];
  readonly #vocabulary: Vocabulary;
  /** Lines of a form that is not complete yet. */
  #pending: string[] = [];
  #ended = false;
  #failed = false;

  constructor(session: Session) {
    this.#session = session;
    const make = (environment: Environment): Evaluation => {
      const interpreter = session.interpreter(environment);
      return {
        interpreter,
        // Branches and transactions make the environment another object.
        get environment() {
          return interpreter.environment;
        },
      };
    };
    const first = session.interpreter();
    this.forks = new Forks(first.environment, make);
    this.#language = first.names();
    this.#vocabulary = new Vocabulary(this.#language);
  }

  readonly say = (text: string): void => void process.stdout.write(`${text}\n`);

  readonly complain = (text: string): void => {
    this.#failed = true;
    process.stderr.write(`${text}\n`);
  };

  /** Whether the user wants to leave. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether anything has gone wrong. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Whether the last line left a form open. */
  get incomplete(): boolean {
    return this.#pending.length > 0;
  }

  end(): void {
    this.#ended = true;
  }

  /** Forgets the form that was begun. */
  abandon(): void {
    this.#pending = [];
  }

  /** Takes one line. Never throws for what the user typed. */
  async take(line: string): Promise<void> {
    try {
      if (!this.incomplete && line.trimStart().startsWith(':') && !/^\s*:[\s<(]/.test(line))
        return await obey(line, this);
      this.#pending.push(line);
      const text = this.#pending.join('\n');
      if (this.#isOpen(text)) return;
      this.abandon();
      await this.evaluate(text, '<prompt>');
    } catch (error) {
      this.#tell(error);
    }
  }

  /** No more lines will come: what is left is evaluated, or refused for what it lacks. */
  async finish(): Promise<void> {
    if (!this.incomplete) return;
    const text = this.#pending.join('\n');
    this.abandon();
    await this.evaluate(text, '<prompt>');
  }

  #isOpen(text: string): boolean {
    try {
      parseProgram(text);
      return false;
    } catch (error) {
      return error instanceof MettaSyntaxError && OPEN_ENDED.has(error.code);
    }
  }

  /** Evaluates a text and shows the results. Never throws for what the text says. */
  async evaluate(text: string, name: string): Promise<void> {
    const { interpreter } = this.forks.current.holder;
    this.#session.restartClock();
    try {
      for await (const { printed, results } of interpreter.runAsync(text, { name })) {
        this.say(printed.startsWith('[(Error') ? colours.red(printed) : colours.cyan(printed));
        const { environment } = interpreter;
        const hint = hintFor(
          results,
          environment,
          this.#language,
          this.#vocabulary.names(environment),
        );
        if (hint !== undefined) process.stderr.write(`${colours.dim(hint)}\n`);
      }
    } catch (error) {
      this.#tell(error, text);
    }
  }

  #tell(error: unknown, text?: string): void {
    if (error instanceof Refusal) this.complain(error.message);
    else this.complain(describe(error, () => text));
  }

  /** What the end of a line could become. */
  complete(line: string): [string[], string] {
    return this.#vocabulary.complete(line, this.forks.environment, COMMAND_NAMES);
  }
}
