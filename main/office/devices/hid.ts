import type { HidFound } from '#shared/contract/index.ts';

/** What node-hid tells of one interface of a device. */
export type HidInterface = {
  vendorId: number;
  productId: number;
  serialNumber?: string | undefined;
  manufacturer?: string | undefined;
  product?: string | undefined;
  usagePage?: number | undefined;
  usage?: number | undefined;
};

/** `module-missing`: node-hid can't be loaded on this PC; `failed`: the system refused to list. */
export type HidListing = { devices: HidFound[]; problem: null | 'module-missing' | 'failed' };

const GENERIC_DESKTOP = 0x01;
const SCANNER_PAGE = 0x8c;
const FIDO_PAGE = 0xf1d0;

/** Keyboards, scanners that type, tokens: what is plugged in now. Nothing is opened. */
export async function listHidDevices(
  load: () => Promise<{ devicesAsync(): Promise<HidInterface[]> }> = loadNodeHid,
): Promise<HidListing> {
  let nodeHid: Awaited<ReturnType<typeof load>>;
  try {
    nodeHid = await load();
  } catch {
    return { devices: [], problem: 'module-missing' };
  }
  try {
    return { devices: devicesOf(await nodeHid.devicesAsync()), problem: null };
  } catch {
    return { devices: [], problem: 'failed' };
  }
}

async function loadNodeHid(): Promise<{ devicesAsync(): Promise<HidInterface[]> }> {
  // A CommonJS module: what it exports stands under `default` when it is not read ahead.
  const loaded = await import('node-hid');
  const { devicesAsync } = 'default' in loaded ? (loaded.default as typeof loaded) : loaded;
  return { devicesAsync };
}

/** One device often has several interfaces; a person plugged in one thing. */
function devicesOf(interfaces: readonly HidInterface[]): HidFound[] {
  const found = new Map<string, HidFound>();
  for (const part of interfaces) {
    const vendorId = hex(part.vendorId);
    const productId = hex(part.productId);
    const key = `${vendorId}:${productId}:${part.serialNumber ?? ''}`;
    const device = found.get(key) ?? {
      description: [part.manufacturer, part.product].filter((text) => text?.trim()).join(' – '),
      vendorId,
      productId,
      kinds: [],
    };
    const kind = kindOf(part);
    if (!device.kinds.includes(kind)) device.kinds.push(kind);
    found.set(key, device);
  }
  return [...found.values()];
}

function kindOf({ usagePage, usage }: HidInterface): HidFound['kinds'][number] {
  if (usagePage === GENERIC_DESKTOP && (usage === 6 || usage === 7)) return 'keyboard';
  if (usagePage === GENERIC_DESKTOP && (usage === 1 || usage === 2)) return 'mouse';
  if (usagePage === SCANNER_PAGE) return 'scanner';
  return usagePage === FIDO_PAGE ? 'token' : 'other';
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
