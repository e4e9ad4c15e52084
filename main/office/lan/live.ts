/** What can be ended from here: a connection that shows a device's token. */
export type LiveConnection = { end(): void };

/** Which devices are connected now; in memory only. */
export type LiveDevices = {
  /** This connection is that device's. True where the device was not connected before. */
  join(device: string, connection: LiveConnection): boolean;
  /** The device that has gone with this connection; undefined when it is still connected otherwise, or never was. */
  leave(connection: LiveConnection): string | undefined;
  isLive(device: string): boolean;
  /** Ends every connection of the device. */
  endAll(device: string): void;
};

export function createLiveDevices(): LiveDevices {
  const devices = new Map<string, Set<LiveConnection>>();
  return {
    join(device, connection) {
      const known = devices.get(device);
      if (known === undefined) devices.set(device, new Set([connection]));
      else known.add(connection);
      return known === undefined;
    },
    leave(connection) {
      for (const [device, connections] of devices) {
        if (!connections.delete(connection) || connections.size > 0) continue;
        devices.delete(device);
        return device;
      }
      return undefined;
    },
    isLive: (device) => devices.has(device),
    endAll(device) {
      const connections = [...(devices.get(device) ?? [])];
      devices.delete(device);
      for (const connection of connections) connection.end();
    },
  };
}
