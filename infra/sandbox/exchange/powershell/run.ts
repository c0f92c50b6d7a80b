// Runs the tree. What a statement gives goes to `emit`: at the top that is the terminal, inside `@( … )` the array.
import { runCommand } from './commands.ts';
import { compare, numberOf, workOf } from './compare.ts';
import { Failure, read, type Session, spend, spendOn, write } from './session.ts';
import type { Element, Expression, Statement } from './syntax.ts';
import { collapse, entriesOf, member, sizeOf, stream, type Table, textOf, truth, type Value } from './values.ts';

type Emit = (value: Value) => void;

export function runAll(session: Session, statements: Statement[], emit: Emit): void {
  for (const each of statements) runOne(session, each, emit);
}

function runOne(session: Session, statement: Statement, emit: Emit): void {
  spend(session, 1);
  switch (statement.kind) {
    case 'assign':
      assign(session, statement.target, valueOf(session, statement.value));
      return;
    case 'if': {
      const hit = statement.branches.find(({ test }) => truth(valueOf(session, test)));
      runAll(session, hit?.body ?? statement.otherwise, emit);
      return;
    }
    case 'foreach': {
      const list = valueOf(session, statement.of);
      for (const each of list === null ? [] : stream(list)) {
        spend(session, 1);
        write(session, statement.name, each);
        runAll(session, statement.body, emit);
      }
      return;
    }
    case 'try':
      runTry(session, statement, emit);
      return;
    case 'throw':
      throw new Failure(thrown(session, statement.value));
    case 'pipeline':
      for (const each of pipe(session, statement.elements, emit)) emit(each);
      return;
  }
}

/** Nothing to say is said as PowerShell does. */
const thrown = (session: Session, value: Statement | undefined): string =>
  (value === undefined ? '' : asText(session, valueOf(session, value))) || 'ScriptHalted';

function runTry(session: Session, statement: Statement & { kind: 'try' }, emit: Emit): void {
  try {
    runAll(session, statement.body, emit);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    write(session, '_', error.row);
    runAll(session, statement.handler, emit);
  }
}

/** A lone expression keeps its value, also an array of one; a pipeline's output collapses. */
function valueOf(session: Session, statement: Statement): Value {
  const [only, ...more] = statement.kind === 'pipeline' ? statement.elements : [];
  if (only?.kind === 'expression' && more.length === 0) return evaluate(session, only.of);
  return collapse(outputOf(session, [statement]));
}

function outputOf(session: Session, statements: Statement[]): Value[] {
  const values: Value[] = [];
  runAll(session, statements, (value) => void values.push(value));
  return values;
}

/** Text is paid for as it is made. */
function asText(session: Session, value: Value): string {
  spendOn(session, value);
  return textOf(value);
}

function pipe(session: Session, elements: Element[], emit: Emit): Value[] {
  let values: Value[] = [];
  elements.forEach((element, index) => {
    if (element.kind === 'expression') values = stream(evaluate(session, element.of));
    else values = command(session, element, index === 0 ? undefined : values, emit);
    spendOn(session, values);
  });
  return values;
}

function command(
  session: Session,
  element: Element & { kind: 'command' },
  input: Value[] | undefined,
  emit: Emit,
): Value[] {
  const block = (body: Statement[], item: Value): Value[] => {
    const before = read(session, '_');
    write(session, '_', item);
    try {
      return outputOf(session, body);
    } finally {
      write(session, '_', before);
    }
  };
  const args = element.args.map(({ name, value }) => ({
    name,
    isSwitch: value === undefined,
    body: value?.kind === 'block' ? value.body : undefined,
    value: value === undefined ? true : value.kind === 'block' ? null : evaluate(session, value),
  }));
  for (const { value } of args) spendOn(session, value);
  return runCommand(session, { name: element.name, args, input, block, emit });
}

function assign(session: Session, target: Expression, value: Value): void {
  if (target.kind === 'variable') {
    write(session, target.name, value);
    return;
  }
  const table = target.kind === 'index' || target.kind === 'member' ? evaluate(session, target.of) : undefined;
  if (!(table instanceof Map) || (target.kind !== 'index' && target.kind !== 'member'))
    throw new Failure('The assignment expression is not valid.');
  const key = target.kind === 'index' ? asText(session, evaluate(session, target.at)) : target.name;
  put(session, table as Table, key, value);
}

function put(session: Session, table: Table, key: string, value: Value): void {
  spend(session, table.size);
  const known = [...table.keys()].find((each) => each.toLowerCase() === key.toLowerCase());
  table.set(known ?? key, value);
}

/** As deep as the parser lets operands be inside one another; chains of operators and properties go on to the side. */
const MAX_DEPTH = 1000;

function evaluate(session: Session, expression: Expression): Value {
  spend(session, 1);
  if (session.depth >= MAX_DEPTH) throw new Failure('The script failed due to call depth overflow.');
  session.depth += 1;
  try {
    return valueOfExpression(session, expression);
  } finally {
    session.depth -= 1;
  }
}

function valueOfExpression(session: Session, expression: Expression): Value {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'text':
      return expression.parts.map((each) => asText(session, evaluate(session, each))).join('');
    case 'variable':
      return read(session, expression.name);
    case 'member':
      return memberOf(session, evaluate(session, expression.of), expression.name);
    case 'index':
      return indexed(session, evaluate(session, expression.of), evaluate(session, expression.at));
    case 'list':
      return expression.items.map((each) => evaluate(session, each));
    case 'array':
      return outputOf(session, expression.body);
    case 'group':
      return group(session, expression.body);
    case 'table':
      return tableOf(session, expression.entries);
    case 'block':
      throw new Failure('The sandbox keeps no script blocks in variables.');
    case 'not':
      return !truth(evaluate(session, expression.of));
    case 'binary':
      return binary(session, expression);
  }
}

function group(session: Session, body: Statement[]): Value {
  const [only, ...more] = body;
  return only !== undefined && more.length === 0 ? valueOf(session, only) : collapse(outputOf(session, body));
}

function tableOf(session: Session, entries: [Expression, Expression][]): Table {
  const table: Table = new Map();
  for (const [key, value] of entries)
    put(session, table, asText(session, evaluate(session, key)), evaluate(session, value));
  return table;
}

function memberOf(session: Session, of: Value, name: string): Value {
  spendOn(session, of);
  return member(of, name);
}

function indexed(session: Session, of: Value, at: Value): Value {
  if (of === null) throw new Failure('Cannot index into a null array.');
  if (Array.isArray(of)) return (of as Value[]).at(numberOf(at)) ?? null;
  if (typeof of === 'string') return of.at(numberOf(at)) ?? null;
  return entriesOf(of).length > 0 ? memberOf(session, of, asText(session, at)) : null;
}

function binary(session: Session, { operator, left, right }: Expression & { kind: 'binary' }): Value {
  const first = evaluate(session, left);
  if (operator === '-and') return truth(first) && truth(evaluate(session, right));
  if (operator === '-or') return truth(first) || truth(evaluate(session, right));
  const sides = { left: first, right: evaluate(session, right) };
  const sizes: [number, number] = [sizeOf(sides.left, session.left), sizeOf(sides.right, session.left)];
  spend(session, sizes[0] + sizes[1]);
  spend(session, workOf(operator, sides, sizes));
  return compare(operator, sides.left, sides.right);
}
