// Holds that no file names a place that exists on one machine only: a folder
// beside the checkout, an absolute path of a build machine, a package registry.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, report, root } from './workspace.mjs';

// Written in pieces, so that this file passes its own check.
const forbidden = [
  ['..', 'shared'].join('/'),
  `/${'work'}/`,
  ...['npmjs.org', 'yarnpkg.com', 'npmmirror.com'].map((host) => `registry.${host}`),
  ['npm', 'pkg', 'github', 'com'].join('.'),
];
// Whatever registry this machine is set up to use may be a private one.
const configured = process.env.npm_config_registry;
if (configured) forbidden.push(new URL(configured).host);

// Folders that are not part of the repository, as .gitignore names them: `/NAME/` at its top only, `NAME/` anywhere.
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line.endsWith('/'))
  .map((line) => line.slice(0, -1));
// In a second working tree `.git` is a file.
const files = filesBelow(
  root,
  (name, path) => name === '.git' || ignored.includes(name) || ignored.includes(`/${path}`),
).filter((file) => file !== '.git');

const faults = [];
for (const file of files) {
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      for (const text of forbidden) {
        if (line.includes(text)) faults.push(`${file}:${index + 1}: contains ${text}`);
      }
    });
}

report(faults, `${files.length} files`);
