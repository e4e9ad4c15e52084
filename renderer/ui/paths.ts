/** Addresses of the screens (after the #). Screens link to each other by these, never by hand-written text. */
export const paths = {
  receive: '/receive',
  /** Reception with this procedure chosen: the command palette opens it. */
  receiveProcedure: (code: string) => `/receive?procedure=${encodeURIComponent(code)}`,
  /** Reception of a person who came back with what this slip asked for. */
  receiveAfterSlip: (id: string) => `/receive?slip=${encodeURIComponent(id)}`,
  /** Certified copies in quick entry. */
  certify: '/certify',
  /** The board of calls, for a second screen or a television. */
  board: '/board',
  /** The touch screen where people take their numbers. */
  kiosk: '/kiosk',
  find: '/find',
  /** The list of dossiers that a query finds. */
  findFor: (query: string) => `/find?q=${encodeURIComponent(query)}`,
  dossier: (id: string) => `/find/${encodeURIComponent(id)}`,
  /** The dossier with the question why it is cancelled open. */
  cancelDossier: (id: string) => `/find/${encodeURIComponent(id)}?cancel`,
  correctDossier: (id: string) => `/find/${encodeURIComponent(id)}/correct`,
  compareRevisions: (id: string) => `/find/${encodeURIComponent(id)}/compare`,
  /** Papers and files that wait for a signature, batches, what is still to come, the share of a month. */
  sign: '/sign',
  signTab: (tab: string) => `/sign?tab=${tab}`,
  signingBatch: (id: string) => `/sign/batch/${encodeURIComponent(id)}`,
  /** What goes to the province: each entry with its state, by day, by stick. */
  outbox: '/outbox',
  outboxTab: (tab: string) => `/outbox?tab=${tab}`,
  /** The entries that stand so with the province; `state` as the page's filter. */
  outboxState: (state: string) => `/outbox?state=${state}`,
  outboxDay: (day: string) => `/outbox?state=all&day=${day}`,
  conflict: ({ station, seq, hash }: { station: string; seq: number; hash: string }) =>
    `/outbox/conflict/${encodeURIComponent(station)}/${seq}/${hash}`,
  /** Money taken and its receipts: what waits for a number, sums, files of the provider. */
  feeReceipts: '/fee-receipts',
  /** The signatures of any PDF. */
  verify: '/verify',
  /** The signing token of this PC, to read. */
  token: '/token',
  /** Signing tokens, trusted roots, marks, timestamps. */
  tokens: '/admin/tokens',
  /** The hall: groups, counters, priorities, the numbers of a day. */
  hall: '/admin/hall',
  /** The office on its LAN: open or closed, paired devices. */
  lan: '/admin/lan',
  /** Joining the province and everything about the line to it. */
  province: '/admin/province',
  /** What the province publishes: catalogue, calendar, forms; for everybody to read. */
  /** Numbers of dossiers that the province grants. */
  leases: '/leases',
  packs: '/packs',
  /** The same with a pack chosen, as the page names it. */
  pack: (pack: string) => `/packs?pack=${encodeURIComponent(pack)}`,
  users: '/admin/users',
  printing: '/admin/printing',
  devices: '/admin/devices',
  integrity: '/admin/integrity',
  copies: '/admin/copies',
  keys: '/admin/keys',
  erasure: '/admin/erasure',
  numbers: '/admin/numbers',
  /** The same with a dossier to begin with. */
  eraseDossier: (code: string) => `/admin/erasure?code=${encodeURIComponent(code)}`,
};
