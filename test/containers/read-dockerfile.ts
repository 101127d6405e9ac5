/** One stage of a Dockerfile. */
export interface Stage {
  name: string;
  /** Another stage, or an image. */
  from: string;
  instructions: Instruction[];
}

export interface Instruction {
  /** In capitals. */
  word: string;
  /** All that follows it, flags included. */
  text: string;
}

/** Reads as much of the format as our own Dockerfile uses: an instruction a line, each stage with a name. Throws for more. */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, word = '', rest = ''] = /^([A-Z]+) (.*[^\\])$/.exec(line) ?? [];
    if (word === '') throw new Error(`This line of the Dockerfile is not read by the tests: ${line}`);
    if (word === 'FROM') stages.push(stageOf(rest));
    else stages.at(-1)?.instructions.push({ word, text: rest });
  }
  return stages;
}

/** The stage of this name. Throws where there is none. */
export function stageNamed(stages: Stage[], name: string): Stage {
  const stage = stages.find((one) => one.name === name);
  if (!stage) throw new Error(`The Dockerfile has no stage ${name}`);
  return stage;
}

/** The program and its arguments that the last `word` of the stage names, in the JSON form. Empty where there is none. */
export function commandOf(stage: Stage, word: 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK'): string[] {
  const text = stage.instructions.findLast((instruction) => instruction.word === word)?.text;
  if (text === undefined) return [];
  const command: unknown = JSON.parse(text.slice(text.indexOf('[')));
  if (!Array.isArray(command) || !command.every((part) => typeof part === 'string'))
    throw new Error(`${word} of ${stage.name} is not in the JSON form`);
  return command;
}

function stageOf(text: string): Stage {
  const [, from = '', name = ''] = /^(\S+) AS (\S+)$/.exec(text) ?? [];
  if (name === '') throw new Error(`This stage has no name: FROM ${text}`);
  return { name, from, instructions: [] };
}
