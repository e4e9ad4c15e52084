/**
 * Devices of a station: lines to what is plugged in, and the ticket printer with its orders. `createDevices` is the
 * door; the only room that knows serial ports.
 */
export { createDevices, type Devices, type StationSeen } from './devices.ts';
export { DevicesError } from './errors.ts';
export { findSpeed, type Silence, type SpeedFound } from './find-speed.ts';
export { type HidInterface, type HidListing, listHidDevices } from './hid.ts';
export { nativeModules, type SerialSurvey, surveySerialPorts } from './native.ts';
export type { DevicesPorts, RemoteStations } from './ports.ts';
export { problemSentence } from './problems.ts';
export { changeDeviceSettingsInTx, devicesProjector, findDeviceSettings } from './settings.ts';
export {
  createEmulator,
  type Emulator,
  type EmulatorModel,
  type EmulatorSpeed,
  USUAL_SPEED,
} from './simulated/emulator.ts';
export { createSimulatedTransport } from './simulated/transport.ts';
export { type Composer, createComposer } from './tickets/compose.ts';
export { type Drawing, loadDrawing, qrModules } from './tickets/drawing.ts';
export { createEscPosPrinter, type EscPosOptions } from './tickets/escpos-printer.ts';
export { type LoopTiming, USUAL_LOOP } from './tickets/job-loop.ts';
export { moveTicketJobsInTx } from './tickets/jobs-table.ts';
export { exampleTicket, layOutTicket } from './tickets/layout.ts';
export type {
  PrintEnd,
  PrinterCheck,
  PrintOrder,
  TicketBytes,
  TicketPrinter,
} from './tickets/printer.ts';
export type { KnownOfPrinter, WiredPrinter } from './tickets/ticket-station.ts';
export { type PrinterTiming, USUAL_TIMING } from './tickets/timing.ts';
export { type Line, LineError, type Sent, type Transport, within } from './transport.ts';
export {
  createSerialTransport,
  listSerialPorts,
  pathOfDevice,
  type SerialSettings,
} from './transports/serial.ts';
export { createTcpTransport } from './transports/tcp.ts';
