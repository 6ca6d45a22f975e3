/**
 * One colour and one shape for each subject, the same in every chart. Told apart without colour, too: every
 * subject has a shape of its own, and what is no backend of ours has a broken line.
 */
import { escape } from './markup.ts';

export interface Look {
  readonly subject: string;
  /** A custom property of the page's style, so that charts follow light and dark. */
  readonly colour: string;
  /** A path within a square from -1 to 1, as vega takes it. */
  readonly shape: string;
  readonly dashes: readonly number[];
}

/** Light and dark tone; each has at least 4.5:1 on its paper. */
export const TONES: readonly (readonly [light: string, dark: string])[] = [
  ['#0b5fa5', '#6fb6f5'],
  ['#b0450b', '#f29b5f'],
  ['#00705a', '#4fcbaa'],
  ['#626262', '#b4b4b4'],
  ['#8247a0', '#cb9fe3'],
  ['#7d5b08', '#dab54c'],
  ['#a03468', '#f091b8'],
  ['#4a6614', '#abc66e'],
];

const SHAPES: readonly string[] = [
  'M0,-.9A.9,.9,0,1,1,0,.9A.9,.9,0,1,1,0,-.9Z',
  'M-.78,-.78H.78V.78H-.78Z',
  'M0,-1L1,.8H-1Z',
  'M0,-1.05L1.05,0L0,1.05L-1.05,0Z',
  'M-.3,-1H.3V-.3H1V.3H.3V1H-.3V.3H-1V-.3H-.3Z',
  'M0,1L-1,-.8H1Z',
  'M-1,-.5H1V.5H-1Z',
  'M-.5,-1H.5V1H-.5Z',
];

/** Ours first, then peers; a subject that is not named here takes the next free place. */
const KNOWN = [
  'hamt',
  'cow',
  'mutex',
  'Map',
  'structuredClone',
  'Immutable.js',
  'hamt_plus',
  'immer',
];

const OWN = 3;

export class Palette {
  readonly #looks = new Map<string, Look>();

  constructor(subjects: readonly string[]) {
    const unknown = subjects.filter((subject) => !KNOWN.includes(subject));
    const free = KNOWN.map((_, place) => place).filter(
      (place) => !subjects.includes(KNOWN[place] as string),
    );
    for (const subject of subjects) {
      const known = KNOWN.indexOf(subject);
      const place =
        known >= 0 ? known : (free[unknown.indexOf(subject) % Math.max(1, free.length)] ?? 0);
      this.#looks.set(subject, {
        subject,
        colour: `var(--s${place})`,
        shape: SHAPES[place] as string,
        dashes: place < OWN ? [] : [4, 2],
      });
    }
  }

  of(subject: string): Look {
    const look = this.#looks.get(subject);
    if (look === undefined) throw new Error(`no look for ${subject}`);
    return look;
  }

  /** The subject's mark and name, as a legend shows it. */
  key(subject: string): string {
    const { colour, shape } = this.of(subject);
    return (
      `<span class="key"><svg viewBox="-1.2 -1.2 2.4 2.4" width="10" height="10" aria-hidden="true"><path d="${shape}" fill="${colour}"/></svg>` +
      `${escape(subject)}</span>`
    );
  }

  /** Marks and names; with a power, also how the cost grows with the size n. */
  legend(subjects: readonly string[], powers?: ReadonlyMap<string, number>): string {
    const keys = subjects.map((subject) => {
      const power = powers?.get(subject);
      if (power === undefined) return this.key(subject);
      // No minus before a power that rounds to nothing.
      const shown = (Math.round(power * 100) / 100 + 0).toFixed(2);
      return `<span class="growing">${this.key(subject)} <i>n</i><sup>${shown.replace('-', '−')}</sup></span>`;
    });
    return `<p class="legend">${keys.join(' ')}</p>`;
  }
}
