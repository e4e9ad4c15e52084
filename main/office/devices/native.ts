import { listSerialPorts } from './transports/serial.ts';

/** How the system answers when it is asked for its serial ports. */
export type SerialSurvey = {
  listing: 'listed' | 'driver-missing' | 'no-udev' | 'failed';
  ports: NonNullable<Awaited<ReturnType<typeof listSerialPorts>>>;
};

/** The serial ports with, where there are none, why. */
export async function surveySerialPorts(): Promise<SerialSurvey> {
  try {
    await import('serialport');
  } catch {
    return { listing: 'driver-missing', ports: [] };
  }
  const ports = await listSerialPorts();
  if (ports !== null) return { listing: 'listed', ports };
  return { listing: await whyUnlisted(), ports: [] };
}

async function whyUnlisted(): Promise<'no-udev' | 'failed'> {
  try {
    const { SerialPort } = await import('serialport');
    await SerialPort.list();
    return 'failed';
  } catch (error) {
    return error instanceof Error && /udevadm|ENOENT/.test(error.message) ? 'no-udev' : 'failed';
  }
}

/** The packages made for one system only, by name, and whether each can be used on this PC. */
export async function nativeModules(): Promise<{ name: string; loads: boolean }[]> {
  const loading: [string, () => Promise<unknown>][] = [
    ['serialport', () => import('serialport')],
    ['node-hid', () => import('node-hid')],
    ['@napi-rs/canvas', () => import('@napi-rs/canvas')],
  ];
  return Promise.all(
    loading.map(async ([name, load]) => ({
      name,
      loads: await load().then(
        () => true,
        () => false,
      ),
    })),
  );
}
