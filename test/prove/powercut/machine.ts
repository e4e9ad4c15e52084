import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BOOT_PATIENCE_MS = 180_000;

/** A small PC in QEMU: one processor, the guest's root disk thrown away at its end, one data disk over NBD. */
export type Machine = {
  /** Resolves with the match once the console has said it. Only whole lines count. */
  heard(pattern: RegExp, patienceMs: number): Promise<RegExpMatchArray>;
  /** Everything the console has said so far, line by line. */
  lines(): string[];
  /** Types a command into the guest's shell; nothing is awaited. */
  type(command: string): void;
  /** The power is gone. */
  cut(): Promise<void>;
};

/** Starts a machine and resolves when its guest listens. `directory`: for its sockets. */
export async function startMachine(options: {
  image: string;
  shared: string;
  directory: string;
  diskSocket: string;
}): Promise<Machine> {
  const { image, shared, directory, diskSocket } = options;
  const consoleSocket = path.join(directory, 'console.sock');
  const commandSocket = path.join(directory, 'command.sock');
  for (const file of [consoleSocket, commandSocket]) rmSync(file, { force: true });
  const disk = `driver=raw,file.driver=nbd,file.server.type=unix,file.server.path=${diskSocket}`;
  const qemu = spawn(
    'qemu-system-x86_64',
    [
      ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
      ['-machine', 'q35', '-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '1', '-m', '1024'],
      ['-kernel', path.join(image, 'vmlinuz'), '-initrd', path.join(image, 'initrd.gz')],
      ['-append', 'console=ttyS0 quiet loglevel=4 panic=-1 tsc=unstable mitigations=off'],
      ['-drive', `file=${path.join(image, 'root.ext4')},format=raw,if=none,id=root,snapshot=on`],
      ['-device', 'virtio-blk-pci,drive=root,addr=0x02'],
      ['-drive', `${disk},if=none,id=data`, '-device', 'virtio-blk-pci,drive=data,addr=0x10'],
      ['-chardev', `socket,id=console,path=${consoleSocket},server=on,wait=off`],
      ['-serial', 'chardev:console'],
      ['-chardev', `socket,id=command,path=${commandSocket},server=on,wait=off`],
      ['-serial', 'chardev:command'],
      ['-virtfs', `local,path=${shared},mount_tag=shared,security_model=none,readonly=on`],
    ].flat(),
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const gone = new Promise<void>((resolve) => qemu.once('exit', () => resolve()));
  // Nobody else ends it when this process is interrupted.
  const onExit = (): void => void qemu.kill('SIGKILL');
  process.once('exit', onExit);
  void gone.then(() => process.off('exit', onExit));
  const [screen, keyboard] = await Promise.all([connected(consoleSocket), connected(commandSocket)]);
  let text = '';
  const waiting = new Set<() => void>();
  screen.on('data', (part) => {
    text += part.toString('utf8');
    for (const look of waiting) look();
  });
  for (const socket of [screen, keyboard]) socket.on('error', () => undefined);
  const wholeLines = (): string => text.slice(0, text.lastIndexOf('\n') + 1).replaceAll('\r', '');

  const machine: Machine = {
    heard: (pattern, patienceMs) =>
      new Promise((resolve, reject) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error(`the guest never said ${pattern}; its last words: ${text.slice(-1_500)}`));
        }, patienceMs);
        const look = (): void => {
          const match = pattern.exec(wholeLines());
          if (match === null) return;
          done();
          resolve(match);
        };
        waiting.add(look);
        look();
      }),
    lines: () => wholeLines().split('\n'),
    type: (command) => void keyboard.write(`${command}\n`),
    async cut() {
      qemu.kill('SIGKILL');
      await gone;
      screen.destroy();
      keyboard.destroy();
    },
  };
  try {
    await machine.heard(/GUEST-READY/, BOOT_PATIENCE_MS);
  } catch (error) {
    await machine.cut();
    throw error;
  }
  return machine;
}

async function connected(socketFile: string): Promise<Socket> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await new Promise((resolve, reject) => {
        const socket = connect(socketFile);
        socket.once('connect', () => resolve(socket));
        socket.once('error', reject);
      });
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(50);
    }
  }
}
