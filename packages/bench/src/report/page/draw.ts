/**
 * Charts as SVG, by vega. It is loaded when the first chart is drawn and not before: a command that draws
 * nothing does not wait for it.
 *
 * Colours are custom properties of the page and text is `currentColor`, so one drawing serves light and dark.
 * Nothing in a drawing depends on when or where it is made: no canvas, no measuring of fonts, no dates.
 */
import type { Config, TopLevelSpec } from 'vega-lite';
import { escape } from './markup.ts';

/** All charts are this wide, in units that are pixels on a phone; the page sets as many side by side as fit. */
export const WIDTH = 340;

export interface Drawing {
  readonly spec: TopLevelSpec;
  /** What a screen reader says instead: what it is, and what it shows. */
  readonly title: string;
  readonly description: string;
}

export type Draw = (drawing: Drawing) => Promise<string>;

const CONFIG: Config = {
  background: 'transparent',
  font: 'inherit',
  aria: false,
  padding: 0,
  view: { stroke: null },
  axis: {
    domainColor: 'var(--line)',
    gridColor: 'var(--grid)',
    labelColor: 'currentColor',
    labelFontSize: 11,
    labelPadding: 5,
    tickColor: 'var(--line)',
    tickSize: 4,
    titleColor: 'var(--muted)',
    titleFontSize: 11,
    titleFontWeight: 'normal',
  },
};

/** Loads what draws. Each chart of one page gets another number, for the ids in it. */
export async function drawer(): Promise<Draw> {
  const [{ compile }, { parse, View }] = await Promise.all([import('vega-lite'), import('vega')]);
  let drawn = 0;
  return async ({ spec, title, description }) => {
    const { spec: compiled } = compile({ ...spec, config: CONFIG } as TopLevelSpec);
    const view = new View(parse(compiled), { renderer: 'none' });
    const svg = await view.toSVG();
    view.finalize();
    drawn++;
    return labelled(svg, `chart-${drawn}`, title, description);
  };
}

/** Names the drawing for those who do not see it, and leaves out what only a script would want. */
function labelled(svg: string, id: string, title: string, description: string): string {
  const [, viewBox = ''] = svg.match(/viewBox="([^"]*)"/) ?? [];
  const content = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/ (?:class|role|aria-[a-z]+|pointer-events|stroke-miterlimit)="[^"]*"/g, '')
    .replace(/<path d="[^"]*"(?: display="none")?\/>/g, '')
    // A hundredth of a pixel is finer than any screen.
    .replace(/ (?:transform|d|[xy][12]?)="[^"]*"/g, (attribute) =>
      attribute.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2)))),
    );
  return (
    `<svg viewBox="${viewBox}" role="img" aria-labelledby="${id}-t ${id}-d">` +
    `<title id="${id}-t">${escape(title)}</title><desc id="${id}-d">${escape(description)}</desc>${content}`
  );
}
