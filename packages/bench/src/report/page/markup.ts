/** Pieces of HTML from plain values. Whatever is not made here has to go through `escape`. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence with `**strong**` and `` `code` `` as Markdown writes them, which is how sentences are made. */
export function sentence(text: string): string {
  return escape(text)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/`(.+?)`/g, '<code>$1</code>');
}

export interface Column {
  readonly head: string;
  /** Numbers are set to the right, in figures of one width. */
  readonly number?: boolean;
}

/** A table in a container of its own, which scrolls where the page must not. Cells are HTML. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const side = ({ number }: Column): string => (number === true ? ' class="n"' : '');
  const head = columns.map(
    (column) => `<th scope="col"${side(column)}>${escape(column.head)}</th>`,
  );
  const body = rows.map(
    (cells) =>
      `<tr>${cells
        .map((cell, i) =>
          i === 0
            ? `<th scope="row">${cell}</th>`
            : `<td${side(columns[i] as Column)}>${cell}</td>`,
        )
        .join('')}</tr>`,
  );
  return (
    `<div class="scroll" role="region" tabindex="0" aria-label="${escape(caption)}"><table><caption>${escape(caption)}</caption>` +
    `<thead><tr>${head.join('')}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`
  );
}
