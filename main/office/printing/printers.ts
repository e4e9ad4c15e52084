import type { Printer, PrintSettings } from '#shared/contract/index.ts';
import type { FoundPrinter, PrinterDriver } from './driver.ts';
import { PDF_FOLDER_NAME } from './drivers/pdf-folder.ts';

/** Which driver serves a printer's id, and under which name. */
export type ChosenPrinter = { driver: PrinterDriver; name: string };

/** The printers of a station: the folder of PDF files and what the system or the host offers. */
export type Printers = {
  list(): Promise<Printer[]>;
  /** By id (`pdf-folder`, `system:NAME`), with its present state; undefined when it is not there. */
  findPrinter(id: string): Promise<Printer | undefined>;
  driverOf(id: string): ChosenPrinter;
  /** The name shown for an id, without asking the printer. */
  nameOf(id: string): string;
};

const PDF_FOLDER_ID: PrintSettings['printerId'] = 'pdf-folder';
const SYSTEM = 'system:';

const DETAILS: Readonly<Record<FoundPrinter['state'], string>> = {
  ready: 'Sẵn sàng',
  busy: 'Đang in',
  stopped: 'Đang dừng. Kiểm tra giấy, nắp và nguồn.',
  unknown: 'Chưa rõ tình trạng',
};

/** `pdfFolder` null: the PC of a counter keeps no papers. */
export function createPrinters(drivers: {
  pdfFolder: PrinterDriver | null;
  system: PrinterDriver;
}): Printers {
  const { pdfFolder, system } = drivers;

  function toPrinter(kind: Printer['kind'], found: FoundPrinter): Printer {
    const folder = kind === 'pdf-folder';
    const stopped = 'Không ghi được. Kiểm tra ổ đĩa và quyền ghi.';
    return {
      id: folder ? PDF_FOLDER_ID : `${SYSTEM}${found.name}`,
      name: folder ? PDF_FOLDER_NAME : found.description || found.name,
      kind,
      state: found.state,
      detail:
        folder && found.state === 'stopped' ? stopped : folder ? found.description : DETAILS[found.state],
    };
  }

  function driverOf(id: string): ChosenPrinter {
    return id.startsWith(SYSTEM) || pdfFolder === null
      ? { driver: system, name: id.startsWith(SYSTEM) ? id.slice(SYSTEM.length) : id }
      : { driver: pdfFolder, name: id === PDF_FOLDER_ID ? PDF_FOLDER_NAME : id };
  }

  return {
    driverOf,
    nameOf: (id) => driverOf(id).name,
    async list() {
      const [folders, others] = await Promise.all([pdfFolder?.list() ?? [], system.list()]);
      return [
        ...folders.map((found) => toPrinter('pdf-folder', found)),
        ...others.map((found) => toPrinter('system', found)),
      ];
    },
    async findPrinter(id) {
      const { driver, name } = driverOf(id);
      const found = await driver.findStatus(name);
      return found === undefined
        ? undefined
        : toPrinter(driver === pdfFolder ? 'pdf-folder' : 'system', found);
    },
  };
}
