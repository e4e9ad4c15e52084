/** Figures of the province, read from tables that are kept with every change: no page reads entries or dossiers. */
export {
  type EntryPlace,
  findAgainst,
  findEntry,
  type OpenEntry,
  openEntriesOf,
  type StoredEntry,
} from './entries.ts';
export {
  type Figures,
  figuresByField,
  figuresByOffice,
  figuresByOfficeAndField,
  figuresOfProvince,
  monthsWithFigures,
  type OfficeFigures,
} from './figures.ts';
export { keysOf, type LeaseUse, leasesOf, type OfficeKey, shortOfNumbers } from './leases.ts';
export { countOffices, findOffice, listOffices, type OfficeLine } from './offices.ts';
