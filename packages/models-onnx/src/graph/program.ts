import { InputError, show } from '@audiate/protocol';
import type { Graph, Node } from '../file/graph.js';
import { operators } from '../operators/registry.js';
import type { Known, Value } from '../values/value.js';
import { alongOf } from './along.js';
import { answersOf } from './answers.js';
import { branchOf, capturedBy, renamed } from './branches.js';
import { type Budget, createBudget } from './budget.js';
import { constantsOf, withWeight } from './constants.js';
import { foldable, foldedBy, SOURCES } from './fold.js';
import { CONTROL, checkOperators, thingOf } from './missing.js';
import { type Keeper, settingsOf } from './settings.js';
import type { Program, Step } from './step.js';

/** What a graph is made a program with. */
export interface Building {
  readonly opset: number;
  readonly keeper: Keeper;
  /** What errors call the model. */
  readonly thing: string;
  /** Values that are known beforehand: the file's constants, inputs that were given. */
  readonly given: ReadonlyMap<string, Known>;
  /** Values that depend on the sound. */
  readonly fed: readonly string[];
}

/**
 * Makes a graph a program.
 * @throws InputError for operators that are not interpreted, a value that nothing computes before it is read (as in a cycle),
 * one that is computed twice, and for settings that are not supported.
 */
export function buildProgram(graph: Graph, building: Building): Program {
  const budget = createBudget();
  for (const { data } of building.given.values()) budget.earn(data.length);
  return programOf(graph, { ...building, budget });
}

/** What a graph within the graph is made a program with. */
interface Inside extends Building {
  readonly budget: Budget;
}

function programOf(graph: Graph, building: Inside): Program {
  const { budget, keeper } = building;
  checkOperators(graph, building.thing);
  const steps: Step[] = [];
  const constants = new Map(building.given);
  const fed = new Set(building.fed);
  const isKnown = (name: string) => constants.has(name) || fed.has(name);
  const place = (node: Node) => {
    for (const name of [...node.inputs, ...capturedBy(node)].filter(Boolean)) {
      if (isKnown(name)) continue;
      throw new InputError(
        `${building.thing} is damaged: ${thingOf(node)} reads ${show(name)}, which nothing before it computes`,
      );
    }
    const repeated = node.outputs.find((name) => name && isKnown(name));
    if (repeated !== undefined)
      throw new InputError(`${building.thing} is damaged: ${show(repeated)} is computed twice`);
    if (CONTROL.includes(node.op)) {
      placeIf(node);
      return;
    }
    const run = operators[node.op]!(settingsOf(node, building));
    const { op, inputs: read, outputs } = node;
    const step = { thing: thingOf(node), op, inputs: read, outputs, ...alongOf(node, building.opset), run };
    const inputs = node.inputs.map((name) => constants.get(name));
    if (!foldable(node, inputs)) {
      for (const name of node.outputs.filter(Boolean)) fed.add(name);
      steps.push(step);
      return;
    }
    for (const [name, value] of foldedBy(step, inputs)) {
      if (SOURCES.includes(op)) budget.earn(value.data.length);
      else
        budget.spend(
          step.thing,
          value.data,
          inputs.map((input) => input?.data),
        );
      constants.set(name, withWeight(value, keeper));
    }
  };
  const placeIf = (node: Node) => {
    const condition = constants.get(node.inputs[0]!);
    if (!condition) {
      steps.push(laterIf(node, building, constants));
      for (const name of node.outputs.filter(Boolean)) fed.add(name);
      return;
    }
    const branch = branchOf(node, Boolean(condition.data[0]));
    checkOperators(branch, building.thing);
    const own = renamed(branch, node.outputs, isKnown);
    for (const [name, value] of constantsOf(own, keeper)) {
      budget.earn(value.data.length);
      constants.set(name, value);
    }
    for (const inner of own.nodes) place(inner);
  };
  for (const node of graph.nodes) place(node);
  const outputs = graph.outputs.map(({ name }) => name);
  const absent = outputs.find((name) => !isKnown(name));
  if (absent !== undefined)
    throw new InputError(`${building.thing} is damaged: nothing computes its output ${show(absent)}`);
  return { steps, constants, outputs };
}

/** A condition that the sound's length decides: the branch is made a program when it is chosen. */
function laterIf(node: Node, building: Inside, constants: ReadonlyMap<string, Known>): Step {
  const captured = capturedBy(node).filter((name) => !constants.has(name));
  const programs = new Map<boolean, Program>();
  const chosenBy = (chosen: boolean) => {
    const found = programs.get(chosen);
    if (found) return found;
    const branch = branchOf(node, chosen);
    const own = constantsOf(branch, building.keeper);
    for (const { data } of own.values()) building.budget.earn(data.length);
    const given = new Map([...constants, ...own]);
    const made = programOf(branch, { ...building, given, fed: captured });
    programs.set(chosen, made);
    return made;
  };
  return {
    thing: thingOf(node),
    op: node.op,
    inputs: [node.inputs[0]!, ...captured],
    outputs: node.outputs,
    run([condition, ...values]) {
      if (!condition?.known)
        throw new InputError(`${thingOf(node)} has a condition that depends on the sound, which is not supported`);
      const program = chosenBy(Boolean(condition.data[0]));
      const scope = new Map<string, Value>(captured.map((name, i) => [name, values[i]!]));
      return runWhole(program, scope);
    },
  };
}

/** Runs all steps and answers the outputs. */
function runWhole(program: Program, scope: Map<string, Value>): Value[] {
  const find = (name: string) => scope.get(name) ?? program.constants.get(name);
  for (const { thing, inputs, outputs, run } of program.steps) {
    const answers = answersOf(
      { thing, run },
      inputs.map((name) => (name ? find(name) : undefined)),
    );
    for (const [i, name] of outputs.entries()) if (name) scope.set(name, answers[i]!);
  }
  return program.outputs.map((name) => find(name)!);
}
