/**
 * - `journal`: the entries themselves.
 * - `view`: made from entries by a projector and nothing else; `rebuild` empties and refills it.
 * - `not-journalled`: what must not (keys, password verifiers, sessions) or need not (drafts, caches, cursors) be in
 *   an append-only record; `rebuild` leaves it alone.
 */
export type TableRole = 'journal' | 'view' | 'not-journalled';

export type TableEntry = {
  readonly table: string;
  readonly role: TableRole;
  /** `fts`: a contentless FTS5 index, which has no rows to compare; its owner compares searches instead. */
  readonly form?: 'fts';
  readonly reason: string;
};

/** Every table of the office's database (shadow tables of FTS5 excepted). A test compares it with the schema. */
export const tables: readonly TableEntry[] = [
  { table: 'journal_chains', role: 'journal', reason: 'the chains of this database' },
  { table: 'journal_entries', role: 'journal', reason: 'the entries with salt and body' },
  { table: 'users', role: 'view', reason: 'people with accounts' },
  { table: 'settings', role: 'view', reason: 'office profile and settings, newest value of each' },
  { table: 'catalogue_versions', role: 'view', reason: 'versions of the catalogue, as they were applied' },
  {
    table: 'catalogue_contents',
    role: 'not-journalled',
    reason: 'contents of catalogue versions, under the hash that the journal names',
  },
  {
    table: 'procedure_usage',
    role: 'not-journalled',
    reason: 'how often each procedure was received here: orders search results, proves nothing',
  },
  { table: 'serial_ranges', role: 'view', reason: 'the serials this office may use' },
  { table: 'serials_used', role: 'view', reason: 'the last serial of each agency and day' },
  { table: 'serial_leases', role: 'view', reason: 'the serials that the province granted, by station' },
  {
    table: 'serial_runs',
    role: 'view',
    reason: 'which serials of a day were used, or may have been, since the province grants them',
  },
  { table: 'register_lines', role: 'view', reason: 'the last line of each year of the register' },
  { table: 'register_volumes', role: 'view', reason: 'the last line of each further volume of the register' },
  { table: 'serial_freezes', role: 'view', reason: 'when numbers were in doubt, because this is a copy' },
  { table: 'serial_releases', role: 'view', reason: 'who confirmed the last printed code, and which it was' },
  {
    table: 'stations',
    role: 'view',
    reason: 'the stations this database was written under, and why each began',
  },
  { table: 'clock_notices', role: 'view', reason: "when the PC's clock was in doubt" },
  { table: 'dossiers', role: 'view', reason: 'dossiers as their entries made them' },
  {
    table: 'dossier_applicants',
    role: 'view',
    reason: 'in whose name dossiers are: what a form is compared with before it is received',
  },
  { table: 'dossier_codes', role: 'view', reason: 'every code a dossier ever had' },
  { table: 'dossier_search', role: 'view', form: 'fts', reason: 'search over dossiers' },
  {
    table: 'dossier_words',
    role: 'not-journalled',
    reason: 'longer words of the search index, to go through; may hold one that finds nothing any more',
  },
  {
    table: 'dossier_days',
    role: 'not-journalled',
    reason: 'first and last row of each day of reception; only bounds of a search, which may be too wide',
  },
  {
    table: 'erased_dossiers',
    role: 'view',
    reason: 'dossiers whose personal data was erased, with the ground',
  },
  { table: 'erased_codes', role: 'view', reason: 'their codes, which find them and are never given again' },
  {
    table: 'erasure_cleanups',
    role: 'not-journalled',
    reason: 'files and index parts that an erasure still has to remove; the erasure itself is an entry',
  },
  { table: 'known_citizens', role: 'view', reason: 'people received before, newest particulars' },
  {
    table: 'printed_papers',
    role: 'view',
    reason: 'papers with the hash of their archived PDF and how they left the printer',
  },
  {
    table: 'archive_keys',
    role: 'not-journalled',
    reason: 'keys of the archive of papers: never in a record that is kept for ever',
  },
  { table: 'copies', role: 'view', reason: 'copies of the whole office that were made' },
  { table: 'copy_drills', role: 'view', reason: 'how the trial of a copy ended' },
  { table: 'restores', role: 'view', reason: 'when this database was put back from a copy' },
  { table: 'lan_settings', role: 'view', reason: 'whether the office is open to its LAN, and where' },
  { table: 'hall_devices', role: 'view', reason: 'devices that were let in: counters, kiosks, boards' },
  { table: 'hall_device_tokens', role: 'not-journalled', reason: 'hashes of what devices show to come in' },
  { table: 'lan_identity', role: 'not-journalled', reason: 'key and certificate of the office on its LAN' },
  {
    table: 'queue_tickets',
    role: 'view',
    reason: 'the numbers given out in the hall, and what became of each',
  },
  { table: 'queue_counters', role: 'view', reason: 'who sits at which counter now' },
  {
    table: 'queue_turns',
    role: 'view',
    reason: 'how many ordinary tickets were called since a priority one',
  },
  {
    table: 'queue_requests',
    role: 'view',
    reason: 'requests of the day that were carried out: a repeat is harmless',
  },
  {
    table: 'queue_settings',
    role: 'view',
    reason: 'groups, counters and board, as an administrator set them',
  },
  { table: 'attachments', role: 'view', reason: 'PDFs that were put to a dossier, or kept, to be signed' },
  { table: 'signatures', role: 'view', reason: 'signatures made here, and what is still to come to each' },
  { table: 'signed_files', role: 'view', reason: 'hashes of the files that signing made, oldest first' },
  { table: 'trusted_roots', role: 'view', reason: 'certificates that an administrator trusts' },
  {
    table: 'signing_batches',
    role: 'not-journalled',
    reason: 'state of batches; each signature they made is an entry',
  },
  { table: 'signing_rows', role: 'not-journalled', reason: 'state of the files of a batch' },
  {
    table: 'signing_tries',
    role: 'not-journalled',
    reason: 'when a pending timestamp is tried again; that it is pending is in the view',
  },
  {
    table: 'print_jobs',
    role: 'not-journalled',
    reason: 'state of print orders; their outcomes are entries',
  },
  { table: 'device_settings', role: 'view', reason: 'the devices of each station, newest settings' },
  {
    table: 'device_marks',
    role: 'not-journalled',
    reason: 'whether a device ever answered under its settings: found out anew where it is lost',
  },
  {
    table: 'ticket_jobs',
    role: 'not-journalled',
    reason: 'state of orders of tickets on paper, which prove nothing; those of past days are removed',
  },
  {
    table: 'packs_announced',
    role: 'not-journalled',
    reason: 'packs that the province announced: told anew with every answer',
  },
  {
    table: 'pack_contents',
    role: 'not-journalled',
    reason: 'signed bytes and contents of packs, under the hash that the journal names',
  },
  { table: 'packs_decided', role: 'view', reason: 'packs that were applied or rejected here' },
  { table: 'fee_receipts', role: 'view', reason: 'money taken for dossiers, and how its receipts stand' },
  {
    table: 'fee_receipt_numbers',
    role: 'view',
    reason: 'numbers that providers gave, also those that were replaced: none is entered twice',
  },
  {
    table: 'fee_receipt_requests',
    role: 'view',
    reason: 'requests about fee receipts that were carried out: a repeat is harmless',
  },
  {
    table: 'fee_receipt_exports',
    role: 'view',
    reason: 'when a receipt that waits was last written to a file; names nobody',
  },
  {
    table: 'exchange_enrolment',
    role: 'not-journalled',
    reason: 'the province as it was pinned; that it was joined is an entry',
  },
  {
    table: 'exchange_keys',
    role: 'not-journalled',
    reason:
      'keys of the office with their secrets, and those of the province: never in a record kept for ever',
  },
  {
    table: 'exchange_request',
    role: 'not-journalled',
    reason: 'an enrolment that waits for its answer file',
  },
  {
    table: 'exchange_state',
    role: 'not-journalled',
    reason: 'how far the answers of the province were taken',
  },
  {
    table: 'exchange_stations',
    role: 'not-journalled',
    reason: 'how far each chain agrees with what the province has',
  },
  { table: 'exchange_accepted', role: 'not-journalled', reason: 'what the province accepted, as it told' },
  {
    table: 'exchange_said',
    role: 'not-journalled',
    reason: 'what it rejected or holds in conflict, as it told; lost, it tells all of it again',
  },
  {
    table: 'exchange_parcels',
    role: 'not-journalled',
    reason: 'hashes of what was sent: only those are answered',
  },
  { table: 'exchange_sticks', role: 'not-journalled', reason: 'the newest stick files, to be found again' },
  { table: 'exchange_days', role: 'not-journalled', reason: "the province's own count of each day" },
  {
    table: 'exchange_here',
    role: 'not-journalled',
    reason: 'entries of each day, counted from the journal as it grows',
  },
  {
    table: 'exchange_files',
    role: 'not-journalled',
    reason: 'files that the province wants, and how far they are',
  },
  { table: 'conflict_settlements', role: 'view', reason: 'which version people decided for, and why' },
  {
    table: 'returned_stretches',
    role: 'view',
    reason: 'where entries stand that the province gave back, out of the order of their time',
  },
  {
    table: 'drafts',
    role: 'not-journalled',
    reason:
      'what is half entered at the counters: proves nothing, and is removed when received, discarded or old',
  },
];
