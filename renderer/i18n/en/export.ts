import type { exported as vi } from '../vi/export.ts';
import type { Wording } from '../wording.ts';

export const exported: Wording<typeof vi> = {
  button: 'Export CSV',
  key: 'Export the list',
  title: 'Export the list of dossiers',
  what: 'Every dossier and slip of this search, one line each, with the columns: {{columns}}. The CSV file opens in Excel and holds names of applicants: keep and delete it as every paper with personal data.',
  collecting: 'Collecting: {{count}} lines',
  ready: '{{count}} dossiers are ready.',
  readySlips: '{{count}} dossiers and {{slips}} slips are ready.',
  save: 'Save the file',
  failed: 'Not exported: {{reason}}',
  columns: {
    code: 'Dossier code',
    name: 'Applicant',
    number: 'Number of the paper (last four)',
    procedureCode: 'Procedure code',
    procedure: 'Procedure',
    receivedAt: 'Received',
    dueAt: 'Due',
    state: 'State',
    fee: 'Fee (đồng)',
    receivedBy: 'Received by',
  },
};
