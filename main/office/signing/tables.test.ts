import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertNoScan, type Sql } from '#office/storage/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { batchQueries } from './batches-table.ts';
import { shareQuery } from './share.ts';
import { viewQueries } from './views.ts';

let t: TemporaryDatabase;
beforeAll(() => {
  t = openTemporaryDatabase();
});
afterAll(() => t.remove());

const queries: [name: string, query: Sql, index: string][] = [
  ['attachment', viewQueries.attachment('a'), 'sqlite_autoindex_attachments_1'],
  ['attachmentByRequest', viewQueries.attachmentByRequest('r'), 'attachments'],
  ['attachmentsOfDossier', viewQueries.attachmentsOfDossier('d'), 'attachments_by_dossier'],
  ['attachmentsBefore', viewQueries.attachmentsBefore(9, 10), 'attachments'],
  ['standaloneBefore', viewQueries.standaloneBefore(9, 10), 'attachments_standalone'],
  ['signaturesOfDocument', viewQueries.signaturesOfDocument('d'), 'signatures_by_document'],
  ['signature', viewQueries.signature('s'), 'signatures'],
  ['pendingAfter', viewQueries.pendingAfter(1, 10), 'signatures_pending'],
  ['newestFile', viewQueries.newestFile('d'), 'signed_files_by_document'],
  ['filesOfDossier', viewQueries.filesOfDossier('d'), 'signed_files_by_dossier'],
  ['batch', batchQueries.batch('b'), 'signing_batches'],
  ['batch by request', batchQueries.byRequest('r'), 'signing_batches'],
  ['batches before', batchQueries.before(9, 10), 'signing_batches'],
  ['open batches before', batchQueries.openBefore(9, 10), 'signing_batches_open'],
  ['items', batchQueries.items('b'), 'signing_rows'],
  ['item', batchQueries.item('b', 1), 'signing_rows'],
  ['items of a document', batchQueries.ofDocument('d'), 'signing_rows_by_document'],
  ['items of a dossier', batchQueries.ofDossier('d'), 'signing_rows_by_dossier'],
];

describe('queries over what grows', () => {
  it.each(queries)('%s searches', (_name, query, index) => {
    const indexOfPrimaryKey = index.startsWith('sqlite_') ? undefined : index;
    assertNoScan(t.db, query, indexOfPrimaryKey);
  });

  it('what is under way and pending is read from the indexes of just that', () => {
    expect(t.db.explain(batchQueries.underWay()).join('\n')).toContain('signing_rows_under_way');
    expect(t.db.explain(batchQueries.counts('b')).join('\n')).toContain('SEARCH signing_rows');
  });

  it('the share goes through one month of dossiers and looks each up', () => {
    const plan = t.db.explain(shareQuery('2026-11')).join('\n');
    expect(plan).toContain('dossiers_by_received_at');
    expect(plan).toContain('signatures_by_dossier');
  });
});
