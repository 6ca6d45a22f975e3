// What a mutant is: one small change of a program, found in its syntax tree. The
// words of messages are not mutated.

import { parseSync } from 'rolldown/utils';

const SWAPS = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '&=': ['|='],
  '|=': ['&='],
  '??=': ['='],
};

/** Methods that can be left out of `x.method(…)`, leaving `x`. */
const SKIPPED = new Set(['slice', 'sort', 'filter', 'reverse', 'toSorted']);

const isFunction = (node) =>
  ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);

/**
 * The functions of a program, each with the place where its body begins, and its mutants, each with the innermost
 * function around it. `pathAt` tells which source file a place comes from; undefined leaves it out.
 */
export function analyse(text, pathAt) {
  const { program, errors } = parseSync('bundle.js', text);
  if (errors.length > 0) throw new Error(errors[0].message);
  const functions = [];
  const mutants = [];
  const counts = new Map();
  const source = (node) => text.slice(node.start, node.end);

  const visit = (node, context) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const child of node) visit(child, context);
      return;
    }
    if (typeof node.type !== 'string') return;
    if (node.type === 'NewExpression' && node.callee.name?.endsWith('Error')) {
      // Codes count, messages do not.
      const [code] = node.arguments;
      if (code?.type === 'Literal' && /^[A-Z_]+$/.test(code.value))
        add(context, code, "'OTHER_CODE'");
      return;
    }
    if (node.type === 'UnaryExpression' && node.operator === 'void') return;
    const within = enter(node, context);
    mutate(node, within, context);
    for (const [key, child] of Object.entries(node)) {
      if (key === 'key' && node.computed !== true) continue;
      visit(child, { ...within, parent: node, key });
    }
  };

  /** The context inside a node: names lead to functions. */
  const enter = (node, context) => {
    let { name } = context;
    if (node.type === 'ClassDeclaration') name = node.id.name;
    else if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') {
      const own = source(node.key);
      name = [context.name, node.kind === 'get' ? `get ${own}` : own].filter(Boolean).join('.');
    } else if (node.type === 'FunctionDeclaration') name = node.id.name;
    else if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier')
      name = context.function === undefined ? node.id.name : context.name;
    if (!isFunction(node) || node.body === null) return { ...context, name };
    functions.push({ block: node.body.type === 'BlockStatement', body: node.body });
    return { ...context, name, function: functions.length - 1 };
  };

  const add = (context, node, replacement) => {
    const original = source(node);
    if (original === replacement) return;
    const name = (context.name || '(module)').replace(/\$\d+/g, '');
    const short = (code) => {
      const line = code
        .replace(/\s+/g, ' ')
        .replace(/\$\d+/g, '')
        .replaceAll('void 0', 'undefined');
      return line.length > 90 ? `${line.slice(0, 87)}...` : line;
    };
    const { path } = context;
    const what = `${path} ${name}: ${short(original)} -> ${short(replacement) || 'nothing'}`;
    const nth = (counts.get(what) ?? 0) + 1;
    counts.set(what, nth);
    mutants.push({
      id: nth === 1 ? what : `${what} (${nth})`,
      path,
      start: node.start,
      end: node.end,
      replacement,
      function: context.function,
    });
  };

  const operator = (node, context) => {
    for (const swap of SWAPS[node.operator] ?? [])
      add(context, node, `${source(node.left)} ${swap} ${source(node.right)}`);
  };

  const mutate = (node, context, outer) => {
    switch (node.type) {
      case 'BinaryExpression':
      case 'AssignmentExpression':
        operator(node, context);
        break;
      case 'LogicalExpression':
        operator(node, context);
        if (node.operator === '??') add(context, node, source(node.left));
        break;
      case 'ConditionalExpression':
        add(context, node, `(${source(node.consequent)})`);
        add(context, node, `(${source(node.alternate)})`);
        break;
      case 'IfStatement':
        add(context, node.test, 'true');
        add(context, node.test, 'false');
        break;
      case 'WhileStatement':
        add(context, node.test, 'false');
        break;
      case 'ForStatement':
        if (node.test !== null) add(context, node.test, 'false');
        break;
      case 'ForOfStatement':
        add(context, node.right, '[]');
        break;
      case 'UnaryExpression':
        if (['!', '-', '~'].includes(node.operator))
          add(context, node, `(${source(node.argument)})`);
        break;
      case 'UpdateExpression': {
        const swapped = node.operator === '++' ? '--' : '++';
        add(context, node, source(node).replace(node.operator, swapped));
        break;
      }
      case 'Literal':
        literal(node, context);
        break;
      case 'ExpressionStatement':
        // What the bundler has put there is nobody's code.
        if (node.expression.type !== 'Literal' && !/^(super|init_[\w$]+)\(/.test(source(node)))
          add(context, node, '{}');
        break;
      case 'ReturnStatement':
        if (node.argument !== null) add(context, node, 'return;');
        else add(context, node, '{}');
        break;
      case 'ThrowStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        if (outer.parent?.type !== 'SwitchCase') add(context, node, '{}');
        break;
      case 'SpreadElement':
        add(context, node, '...[]');
        break;
      case 'CallExpression':
        call(node, context);
        break;
      case 'BlockStatement':
        if (isFunction(outer.parent ?? node) && outer.key === 'body' && node.body.length > 1)
          add(context, node, '{}');
    }
  };

  const literal = (node, context) => {
    if (typeof node.value === 'boolean') add(context, node, String(!node.value));
    else if (typeof node.value === 'number')
      add(context, node, node.value === 1 ? '0' : String(node.value + 1));
  };

  const call = (node, context) => {
    const { callee } = node;
    if (callee.type !== 'MemberExpression' || callee.computed) return;
    const method = callee.property.name;
    if (SKIPPED.has(method)) add(context, node, source(callee.object));
    if (method === 'freeze' && node.arguments.length === 1)
      add(context, node, source(node.arguments[0]));
  };

  for (const statement of program.body) {
    const path = pathAt(statement.start);
    const context = { path, name: '', function: undefined, parent: undefined, key: '' };
    if (path !== undefined) visit(statement, context);
  }
  return { functions, mutants };
}

/** The text with one mutant in it. */
export const applied = (text, { start, end, replacement }) =>
  text.slice(0, start) + replacement + text.slice(end);

/** The text with a mark in `globalThis.reachedFunctions` at the beginning of each function. */
export function instrumented(text, functions) {
  const edits = functions.flatMap(({ block, body }, i) => {
    const reached = `reachedFunctions[${i}] = 1`;
    return block
      ? [[body.start + 1, `${reached};`]]
      : [
          [body.start, `(${reached}, (`],
          [body.end, '))'],
        ];
  });
  let out = text;
  // From the end, so that the places of those before stay; at one place, the later one goes further inside.
  for (const [at, insertion] of edits
    .map((edit, i) => [...edit, i])
    .sort((a, b) => b[0] - a[0] || a[2] - b[2]))
    out = out.slice(0, at) + insertion + out.slice(at);
  return out;
}
