import type { PKCS11 } from 'pkcs11js';
import { TokenError } from '../token.ts';
import { type CryptokiModule, serveModule } from './module.ts';
import type { ModuleAnswers, ModuleReply, ModuleRequest, ModuleTask } from './protocol.ts';
import { problemOf } from './return-values.ts';

/**
 * Entry of the process that loads one PKCS#11 module. A module is somebody else's machine code: should it crash or
 * hang, this process does, and nothing else.
 */
type Listener = (request: ModuleRequest) => void;
type Line = { listen(listener: Listener): void; reply(reply: ModuleReply): void };

let loaded: { pkcs11: PKCS11; module: CryptokiModule } | undefined;

async function load(file: string): Promise<ModuleAnswers['load']> {
  let Cryptoki: typeof PKCS11;
  try {
    // A CommonJS module: what it exports stands under `default` when it is not read ahead.
    const addon = await import('pkcs11js');
    Cryptoki = ('default' in addon ? (addon.default as typeof addon) : addon).PKCS11;
  } catch (error) {
    throw new TokenError(
      'addon-missing',
      error instanceof Error ? error.name : 'pkcs11js can not be imported',
    );
  }
  const pkcs11 = new Cryptoki();
  try {
    pkcs11.load(file);
  } catch (error) {
    throw new TokenError('module-unusable', error instanceof Error ? error.message : 'it can not be loaded');
  }
  const module = serveModule(pkcs11);
  loaded = { pkcs11, module };
  const { manufacturerID, libraryDescription } = pkcs11.C_GetInfo();
  return { maker: manufacturerID.trim(), description: libraryDescription.trim() };
}

async function answer(task: ModuleTask): Promise<ModuleAnswers[ModuleTask['call']]> {
  if (task.call === 'load') return load(task.file);
  if (loaded === undefined) throw new TokenError('internal', 'nothing is loaded');
  const { module } = loaded;
  switch (task.call) {
    case 'list':
      return module.list(task.fresh);
    case 'open':
      return module.open(task.key, Buffer.from(task.pin.buffer, task.pin.byteOffset, task.pin.byteLength));
    case 'sign':
      return { signature: module.sign(task.session, task.certificate, task.digest) };
    case 'close':
      module.close(task.session);
      return {};
  }
}

function serve(line: Line): void {
  line.listen((request) => {
    answer(request).then(
      (value) => line.reply({ id: request.id, ok: true, value }),
      (thrown: unknown) => {
        const { problem, message, pin } = problemOf(thrown);
        line.reply({ id: request.id, ok: false, problem, detail: message, pin });
      },
    );
  });
}

/** The part of Electron's `process.parentPort` and of its ports that is used. */
type Port = {
  on(event: 'message', listener: (event: { data: ModuleRequest; ports: Port[] }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: ModuleReply): void;
  start(): void;
};

function main(): void {
  if (process.send !== undefined) {
    // Whoever started it is gone: the token must not stay logged in.
    process.on('disconnect', () => process.exit(0));
    serve({
      listen: (listener) => void process.on('message', (message) => listener(message as ModuleRequest)),
      reply: (reply) => void process.send?.(reply),
    });
    return;
  }
  // Electron: the main process hands over a port to the office.
  const { parentPort } = process as NodeJS.Process & { parentPort?: Port };
  parentPort?.on('message', ({ ports: [port] }) => {
    if (port === undefined) return;
    port.on('close', () => process.exit(0));
    serve({
      listen: (listener) => void port.on('message', ({ data }) => listener(data)),
      reply: (reply) => port.postMessage(reply),
    });
    port.start();
  });
}

main();
