/** What node-hid tells of one interface of a device, as far as it is looked at. */
export type HidInterface = {
  vendorId: number;
  productId: number;
  path?: string | undefined;
  serialNumber?: string | undefined;
  manufacturer?: string | undefined;
  product?: string | undefined;
  usagePage?: number | undefined;
  usage?: number | undefined;
};

/** An open device: reports out and in. */
export type HidLine = {
  /** The report's number (0) and its bytes. */
  write(values: number[]): Promise<number>;
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  close(): Promise<void>;
};

/** As much of node-hid as is used; the place where a simulated card is put in. */
export type NodeHid = {
  devicesAsync(): Promise<HidInterface[]>;
  HIDAsync: { open(path: string): Promise<HidLine> };
};

/** The real one. Rejects where this PC has no build of it. */
export async function loadNodeHid(): Promise<NodeHid> {
  // A CommonJS module: what it exports stands under `default` when it is not read ahead.
  const loaded = await import('node-hid');
  const { devicesAsync, HIDAsync } = 'default' in loaded ? (loaded.default as typeof loaded) : loaded;
  return { devicesAsync, HIDAsync };
}
