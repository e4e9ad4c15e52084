/** Names under which answers of the office are cached; events refresh by these names (`apply-event.ts`). */
export const queryKeys = {
  officeState: ['office-state'] as const,
  status: ['status'] as const,
  dossiers: ['dossiers'] as const,
  dossierSearch: (query: string) => ['dossiers', 'search', query] as const,
  dossier: (id: string) => ['dossiers', 'one', id] as const,
  drafts: ['drafts'] as const,
  /** What was certified in a day. */
  certified: ['certified'] as const,
  /** The dossiers of the visit of this one. */
  visit: (id: string) => ['dossiers', 'visit', id] as const,
  mending: (id: string) => ['dossiers', 'mending', id] as const,
  revisions: (id: string) => ['dossiers', 'revisions', id] as const,
  /** What a correction would make of a dossier; `changes` is what was entered, as text. */
  correction: (id: string, basedOn: number, changes: string) =>
    ['dossiers', 'correction', id, basedOn, changes] as const,
  catalog: ['catalog'] as const,
  procedure: (code: string) => ['catalog', 'one', code] as const,
  procedureSearch: (query: string) => ['catalog', 'search', query] as const,
  openJobs: ['printing', 'open-jobs'] as const,
  printers: ['printing', 'printers'] as const,
  /** The last known state of one print job, written by events. */
  printJob: (id: string) => ['printing', 'job', id] as const,
  numbers: ['numbers'] as const,
  /** Numbers that the province grants; asked anew after each dossier. */
  leases: ['leases'] as const,
  leaseState: ['leases', 'state'] as const,
  leaseWarnings: ['leases', 'warnings'] as const,
  leaseGaps: (before: string | null) => ['leases', 'gaps', before] as const,
  /** Money taken and its receipts; the event `fee-receipts` asks it anew. */
  feeReceipts: ['fee-receipts'] as const,
  feeReceiptOptions: ['fee-receipts', 'options'] as const,
  feeReceiptsWaiting: ['fee-receipts', 'waiting'] as const,
  feeReceiptsOf: (dossierId: string) => ['fee-receipts', 'of', dossierId] as const,
  feeReceiptList: (filters: unknown) => ['fee-receipts', 'list', filters] as const,
  feeReceiptDays: (from: string, to: string) => ['fee-receipts', 'days', from, to] as const,
  clock: ['clock'] as const,
  copies: ['copies'] as const,
  copiesState: ['copies', 'state'] as const,
  copiesList: ['copies', 'list'] as const,
  copiesMedia: ['copies', 'media'] as const,
  users: ['users'] as const,
  lan: ['lan'] as const,
  keys: ['keys'] as const,
  erasure: ['erasure'] as const,
  erasureFound: (query: string) => ['erasure', 'found', query] as const,
  erased: (id: string) => ['dossiers', 'erased', id] as const,
  /** All that is known of the hall's queue; the event `queue` asks it anew. */
  queue: ['queue'] as const,
  queueDesk: ['queue', 'desk'] as const,
  queueOptions: ['queue', 'options'] as const,
  queueSettings: ['queue', 'settings'] as const,
  queueToday: (day: string) => ['queue', 'today', day] as const,
  /** The last known state of the paper of a ticket, written by events. */
  ticketJob: (id: string) => ['ticket-job', id] as const,
  /** Devices of this station and the tickets at the printer; the event `devices` asks them anew. */
  devices: ['devices'] as const,
  /** Tokens for signing that are plugged in. */
  tokens: ['tokens'] as const,
  tokensNow: ['tokens', 'now'] as const,
  /** All about signing; the event `signing` asks it anew. */
  signing: ['signing'] as const,
  signingOptions: ['signing', 'options'] as const,
  signable: (dossierId: string) => ['signing', 'dossier', dossierId] as const,
  signingBatch: (id: string) => ['signing', 'batch', id] as const,
  signingBatches: ['signing', 'batches'] as const,
  /** How far a batch is, written by events. */
  signingProgress: (id: string) => ['signing-progress', id] as const,
  /** What the province publishes; the event `packs` asks it anew. */
  packs: ['packs'] as const,
  packsList: ['packs', 'list'] as const,
  packNews: ['packs', 'news'] as const,
  packDifferences: (kind: string, version: number, what: string) =>
    ['packs', 'differences', kind, version, what] as const,
  /** All about the exchange with the province; the event `exchange` asks it anew. */
  exchange: ['exchange'] as const,
  exchangeOverview: ['exchange', 'overview'] as const,
  outbox: ['exchange', 'outbox'] as const,
  reconciliation: ['exchange', 'reconciliation'] as const,
  exchangeOfDossier: (id: string) => ['exchange', 'of-dossier', id] as const,
  exchangeConflict: ({ station, seq, hash }: { station: string; seq: number; hash: string }) =>
    ['exchange', 'conflict', station, seq, hash] as const,
  /** Drives and their files; asking looks at the disks, so only the pages that show them ask. */
  stickPlaces: (folder: string | null) => ['stick-places', folder] as const,
  /** What is plugged in; asking starts programs of the system, so only the page asks. */
  plugged: ['plugged'] as const,
  setupOptions: ['setup', 'options'] as const,
};
