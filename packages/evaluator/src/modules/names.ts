/** Names of modules: `top:a:b`, with `top` left out or `self` for the module that is speaking. */
import { OperationError } from '../reduction/operation.ts';

/** The full name of a module, as seen from another. Throws for a name that no module can have. O(length). */
export function fullName(name: string, from: string): string {
  const parts = name.split(':');
  if (name.length === 0 || parts.some((part) => part.length === 0 || /[./\\]/.test(part))) {
    throw new OperationError(`Illegal module name: ${name}`);
  }
  if (parts[0] === 'self') return [from, ...parts.slice(1)].join(':');
  if (parts[0] === 'top') return parts.join(':');
  return ['top', ...parts].join(':');
}

/** The files in which a module may be found under a folder, most likely first. */
export function filesOf(name: string): string[] {
  const path = name
    .split(':')
    .filter((part, i) => i > 0 || part !== 'top')
    .join('/');
  return [`${path}.metta`, `${path}/module.metta`];
}

/** Joins a folder and a relative path; an empty folder is where the program runs. */
export function joinPath(folder: string, path: string): string {
  if (folder === '' || /^([/\\]|[A-Za-z]:)/.test(path)) return path;
  return folder.endsWith('/') ? folder + path : `${folder}/${path}`;
}

/** The folder of a path, empty where it names none. */
export function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return at < 0 ? '' : at === 0 ? '/' : path.slice(0, at);
}
