#!/usr/bin/env node
// Đăng nhập, tìm thủ tục, tiếp nhận một hồ sơ và lưu PDF giấy tiếp nhận, chỉ bằng HTTP và JSON.
//
//   TRAM_START=http://127.0.0.1:5180/?start=… TRAM_LOGIN=… TRAM_PASSWORD=… node docs/automation-sample.mjs giay.pdf
//
// Needs Node 20 or later and no package. TRAM_START is the address that `npm start` printed.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const { TRAM_START = '', TRAM_LOGIN = '', TRAM_PASSWORD = '' } = process.env;
const [pdfFile = 'giay-tiep-nhan.pdf'] = process.argv.slice(2);
const start = new URL(TRAM_START);
const startToken = start.searchParams.get('start') ?? '';

/** The session of the person who signed in; everything but signing in is called with it. */
let bearer = null;

/** Calls one procedure of the contract. Throws the office's own error: `code` for programs, `message` for people. */
async function call(procedure, input) {
  const answer = await fetch(`${start.origin}/api/${procedure}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(bearer === null ? { 'x-start-token': startToken } : { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(input),
  });
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(`${procedure}: ${body.message}`), body);
  return body;
}

const signedIn = await call('session/signIn', { login: TRAM_LOGIN, password: TRAM_PASSWORD });
bearer = signedIn.token;

// 1. The procedure, as a clerk would type it.
const { hits } = await call('catalog/search', { query: 'chứng thực bản sao từ bản chính', limit: 5 });
const procedureCode = hits[0].code;
const { procedure } = await call('catalog/get', { code: procedureCode });

// 2. The form. `preview` writes nothing and says what would stand in the way.
const draft = {
  applicant: {
    name: 'Nguyễn Văn Thử',
    idKind: 'none',
    idNumber: null,
    oldNumber: null,
    birth: null,
    sex: null,
    address: 'Xóm Rợn, xã Tân Vinh',
    issued: null,
    phone: null,
    email: null,
    entry: 'typed',
    cardExtra: [],
  },
  filer: null,
  procedureCode,
  caseId: procedure.cases[0].id,
  channel: 'counter',
  papers: [],
  dossierCopies: 1,
  delivery: { way: 'counter', address: null },
  note: '',
  fee: { quantity: 1, pages: 1, exemptionId: null, exemptionGround: null, enteredAmount: null },
  due: null,
};
const preview = await call('dossiers/preview', draft);
for (const { field, message } of preview.problems) console.error(`${field}: ${message}`);
if (preview.problems.length > 0) process.exit(1);

// 3. Received. The id is made once per form: sent again after a lost answer, it receives nothing twice.
const requestId = randomUUID();
const { dossier } = await call('dossiers/receive', { requestId, ...draft });
const [{ code }] = dossier.codes;

// 4. Its paper is made after the commit; it has an id once it is archived.
let papers = [];
for (let attempt = 0; papers.length === 0 && attempt < 300; attempt += 1) {
  await sleep(100);
  ({ papers } = await call('dossiers/get', { id: dossier.id }));
}
const { pdfBase64 } = await call('dossiers/paperPdf', { paperId: papers[0].id });
await writeFile(pdfFile, Buffer.from(pdfBase64, 'base64'));

// 5. Found again, as on any screen.
const { rows } = await call('dossiers/search', { query: code, cursor: null, limit: 1 });
await call('session/signOut', {});
console.log(JSON.stringify({ code, dueAt: rows[0].dueAt, pdf: pdfFile }));
