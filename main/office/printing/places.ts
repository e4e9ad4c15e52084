import { OFFICE_PRINTER_ID, type Printer, type PrintSettings } from '#shared/contract/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import type { Archive } from './archive.ts';
import { createChosenPrinter } from './chosen-printer.ts';
import { createPdfFolderDriver } from './drivers/pdf-folder.ts';
import { type Job, stationsWithJobs } from './jobs-table.ts';
import type { PrintingPorts } from './ports.ts';
import { createPrintLoop, type PrintLoop } from './print-loop.ts';
import { getPrintSettings } from './print-settings.ts';
import { createPrinters, type Printers } from './printers.ts';
import { problemSentence } from './problems.ts';

/** A PC at whose printers papers come out: the office's own, or that of a counter. */
export type Place = {
  readonly station: string;
  readonly printers: Printers;
  readonly loop: PrintLoop;
  isAway(): boolean;
  /** How the chosen printer stands; an answer serves for a moment. */
  findChosen(): Promise<Printer | null>;
  forgetChosen(): void;
};

/** Where papers come out. One loop for each PC: none waits for another's printer. */
export type Places = {
  readonly own: Place;
  at(station: string): Place;
  all(): Place[];
  /** Where what is ordered at a station comes out: at its own printer, or at the office's where it has none. */
  stationFor(db: ReadableDb, station: string): string;
};

export function createPlaces(
  ports: PrintingPorts,
  parts: { archive: Archive; announce: (job: Job) => void },
): Places {
  const { db, stations } = ports;
  const places = new Map<string, Place>();

  function printersOf(station: string): Printers {
    if (station !== ports.station && stations !== undefined) {
      return createPrinters({ pdfFolder: null, system: stations.driverOf(station) });
    }
    const folder = () => getPrintSettings(db, station, true).pdfFolder || ports.defaultPdfFolder;
    return createPrinters({ pdfFolder: createPdfFolderDriver(folder), system: ports.systemPrinters });
  }

  function open(station: string): Place {
    const printers = printersOf(station);
    const isAway = () => station !== ports.station && stations?.isConnected(station) !== true;
    const settings = () => getPrintSettings(db, station, station === ports.station);
    const chosen = createChosenPrinter(ports, printers, () => settings().printerId);
    return {
      station,
      printers,
      isAway,
      loop: createPrintLoop({ ...ports, station }, { ...parts, printers, isAway }),
      findChosen: async () => (isAway() ? awayPrinter(settings(), printers) : chosen.find()),
      forgetChosen: chosen.forget,
    };
  }

  function at(station: string): Place {
    const known = places.get(station);
    if (known !== undefined) return known;
    const opened = open(station);
    places.set(station, opened);
    return opened;
  }

  const own = at(ports.station);
  // Also of a counter that was shut out since: nobody else lets its orders expire.
  if (stations !== undefined) for (const station of stationsWithJobs(db)) at(station);
  return {
    own,
    at,
    all: () => [...places.values()],
    stationFor(from, station) {
      const isOther = station !== own.station && stations?.isCounter(station) === true;
      return isOther && getPrintSettings(from, station, false).printerId !== OFFICE_PRINTER_ID
        ? station
        : own.station;
    },
  };
}

/** What is known of a printer whose PC can't be asked. */
function awayPrinter({ printerId }: PrintSettings, printers: Printers): Printer {
  const detail = problemSentence('station-away');
  return { id: printerId, name: printers.nameOf(printerId), kind: 'system', state: 'stopped', detail };
}
