/** A part of the page, and the charts in it. */
import type { Chart } from './charts.ts';
import type { Draw } from './draw.ts';
import { escape } from './markup.ts';
import type { Palette } from './palette.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** The charts with their captions and legends, as many side by side as fit. */
export async function chartsHtml(
  charts: readonly Chart[],
  palette: Palette,
  draw: Draw,
): Promise<string> {
  const made: string[] = [];
  for (const { caption, note, subjects, powers, drawing } of charts) {
    made.push(
      `<figure><figcaption><b>${escape(caption)}</b>${note === '' ? '' : `<span>${escape(note)}</span>`}</figcaption>` +
        `${palette.legend(subjects, powers)}${await draw(drawing)}</figure>`,
    );
  }
  return made.length === 0 ? '' : `<div class="charts">\n${made.join('\n')}\n</div>`;
}
