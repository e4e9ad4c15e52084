import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#test/fixtures/fake-electron.ts'));

const { children, FakeChild, MessagePortMain, utilityProcess } = await import(
  '#test/fixtures/fake-electron.ts'
);
const { createTokenModules } = await import('./token-modules.ts');
const { createModuleLines } = await import('./module-line.ts');
type FromChild = Parameters<Parameters<typeof createModuleLines>[0]>[0];
type Port = InstanceType<typeof MessagePortMain>;

let office: InstanceType<typeof FakeChild>;
let told: FromChild[];
let modules: ReturnType<typeof createTokenModules>;
let lines: ReturnType<typeof createModuleLines>;

/** Both ends, joined as the office's process and the main process join them. */
beforeEach(() => {
  children.length = 0;
  office = new FakeChild();
  told = [];
  modules = createTokenModules(() => utilityProcess.fork() as never);
  lines = createModuleLines((message) => {
    told.push(message);
    if (message.kind === 'start-module') modules.start(office as never, message.id);
    if (message.kind === 'end-module') modules.end(office as never, message.id);
  });
  office.postMessage.mockImplementation((message: { kind: string; id: number }, ports: Port[] = []) => {
    const [port] = ports;
    if (message.kind === 'module' && port !== undefined) lines.arrived(message.id, port as never);
    if (message.kind === 'module-ended') lines.ended(message.id);
  });
});

/** The port that the process of a module got. */
function portOf(index: number): Port {
  const [, ports] = children[index]?.postMessage.mock.calls[0] ?? [];
  return ports[0];
}

test('the office speaks with a process of its own for each module', async () => {
  const first = await lines.start();
  const second = await lines.start();
  expect(children).toHaveLength(2);
  const heard = vi.fn();
  second.onMessage(heard);
  const asked = new Promise((resolve) =>
    portOf(1).on('message', ({ data }: { data: unknown }) => resolve(data)),
  );
  portOf(1).start();
  second.send({ call: 'list', bytes: new Uint8Array([1, 2]) });
  expect(await asked).toEqual({ call: 'list', bytes: new Uint8Array([1, 2]) });
  portOf(1).postMessage({ ok: true });
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ ok: true }));
  first.kill();
  second.kill();
});

test('a crash is told to the office once, and the office lives', async () => {
  const module = await lines.start();
  const gone = vi.fn();
  module.onExit(gone);
  children[0]?.emit('exit', 139);
  expect(gone).toHaveBeenCalledOnce();
  module.kill();
  expect(gone).toHaveBeenCalledOnce();
  expect(office.kill).not.toHaveBeenCalled();
  expect((await lines.start()).send).toBeTypeOf('function');
});

test('one that hangs is ended by force, and one that was ended is not told as a crash', async () => {
  const module = await lines.start();
  const gone = vi.fn();
  module.onExit(gone);
  module.kill();
  expect(children[0]?.kill).toHaveBeenCalledOnce();
  expect(gone).toHaveBeenCalledOnce();
  expect(told.map(({ kind }) => kind)).toEqual(['start-module', 'end-module']);
  expect(office.postMessage).toHaveBeenCalledTimes(1);
});

test('a process that dies before it is asked anything is told to who asks later', async () => {
  const module = await lines.start();
  children[0]?.emit('exit', 1);
  const gone = vi.fn();
  module.onExit(gone);
  expect(gone).toHaveBeenCalledOnce();
});

test('with the office go all its modules', async () => {
  await lines.start();
  await lines.start();
  modules.endAllOf(office as never);
  expect(children.map((child) => child.kill.mock.calls.length)).toEqual([1, 1]);
});
