import type { exported as vi } from '../vi/export.ts';
import type { Wording } from '../wording.ts';

export const exported: Wording<typeof vi> = {
  button: 'Export CSV',
  key: 'Export the list',
  title: 'Export the list of dossiers',
  what: 'Every dossier of this search with the columns of the list; numbers of papers show their last four digits only. The CSV file opens in Excel and holds names of applicants: keep and delete it as every paper with personal data.',
  collecting: 'Collecting: {{count}} dossiers',
  ready: '{{count}} dossiers are ready.',
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
    receivedBy: 'Received by',
  },
};
