import { oneAfterAnother } from '#shared/base/index.ts';
import type { HostProcess, StartHostProcess } from '../../ports.ts';
import { TokenError, type TokenProblem } from '../token.ts';
import type { ModuleAnswers, ModuleReply, ModuleRequest, ModuleTask } from './protocol.ts';

/** How long a module may take for one answer, milliseconds. A card that thinks hard needs a second or two. */
export type ModuleLimits = { load: number; list: number; open: number; sign: number };
export const MODULE_LIMITS: ModuleLimits = { load: 20_000, list: 20_000, open: 30_000, sign: 60_000 };

/** A module loaded in a process of its own. Every method rejects with TokenError alone. */
export type ModuleClient = {
  ask<Call extends ModuleTask['call']>(task: ModuleTask & { call: Call }): Promise<ModuleAnswers[Call]>;
  /** Whether its process still lives. */
  isAlive(): boolean;
  end(): void;
};

/** Starts a process and loads the module in it. Rejects, with the process ended, where that fails. */
export async function startModule(
  start: StartHostProcess,
  file: string,
  limits: ModuleLimits,
): Promise<ModuleClient> {
  let host: HostProcess;
  try {
    host = await start();
  } catch (error) {
    throw new TokenError('internal', `no process for a module: ${error instanceof Error ? error.name : ''}`);
  }
  const inTurn = oneAfterAnother();
  let dead: TokenProblem | null = null;
  let lastId = 0;
  let waiting:
    | { id: number; settle(reply: ModuleReply): void; fail(problem: TokenProblem): void }
    | undefined;

  host.onMessage((message) => {
    const reply = message as ModuleReply;
    if (waiting?.id === reply.id) waiting.settle(reply);
  });
  host.onExit(() => die('module-crashed'));

  function die(problem: TokenProblem): void {
    dead ??= problem;
    waiting?.fail(dead);
  }

  function end(problem: TokenProblem): void {
    die(problem);
    host.kill();
  }

  function send(task: ModuleTask): Promise<ModuleAnswers[ModuleTask['call']]> {
    if (dead !== null) return Promise.reject(new TokenError(dead, `process gone before ${task.call}`));
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const limit = task.call === 'close' ? limits.list : limits[task.call];
      const late = setTimeout(() => end('module-hung'), limit);
      const done = () => {
        clearTimeout(late);
        waiting = undefined;
      };
      waiting = {
        id,
        settle(reply) {
          done();
          if (reply.ok) resolve(reply.value);
          else reject(new TokenError(reply.problem, reply.detail, reply.pin));
        },
        fail(problem) {
          done();
          reject(new TokenError(problem, `process gone in ${task.call}`));
        },
      };
      const request: ModuleRequest = { ...task, id };
      host.send(request);
    });
  }

  const client: ModuleClient = {
    ask: (task) => inTurn(() => send(task)) as Promise<never>,
    isAlive: () => dead === null,
    end: () => end('session-ended'),
  };
  try {
    await client.ask({ call: 'load', file });
  } catch (error) {
    client.end();
    throw error;
  }
  return client;
}
