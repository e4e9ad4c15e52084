import { readFileSync, writeFileSync } from 'node:fs';
import { containerSha256, fingerprint } from '#main/parcels/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import { type Invitation, inviteAgain, inviteWithShare, revokeOffice } from '../enrol/index.ts';
import { approveFile, importFile } from '../files.ts';
import { importedInWords } from '../imported.ts';
import { publishPack } from '../packs/index.ts';
import { time } from '../pages/texts.ts';
import type { Province } from '../province.ts';
import type { Command } from './arguments.ts';
import { Refused, say } from './say.ts';

/** A command that is done and ended, as opposed to serving. */
export type OneCommand = Exclude<Command, { command: 'serve' | 'help' }>;

/** Does one command; what a script reads goes to standard output. Throws `Refused` with a sentence for the person. */
export async function runCommand(province: Province, command: OneCommand): Promise<void> {
  switch (command.command) {
    case 'import':
      return importParcel(province, command);
    case 'invite': {
      const { command: _command, ...office } = command;
      const invited = await inviteWithShare(province, office);
      if (!invited.ok) throw new Refused(`${invited.error} / Not invited: the serials overlap.`);
      return tellCode(invited.value);
    }
    case 'invite-again': {
      const invitation = await inviteAgain(province, command.office);
      if (invitation === undefined) throw new Refused(NO_OFFICE);
      return tellCode(invitation);
    }
    case 'enrol-request':
      return enrolByFile(province, command);
    case 'offices':
      return listOffices(province);
    case 'revoke':
      if (!(await revokeOffice(province, command.office))) throw new Refused(NO_OFFICE);
      return say('Đã ngừng kết nối cơ quan này. Dữ liệu đã nhận vẫn được giữ. / The office is shut out.');
    case 'publish-pack':
      return publish(province, command);
    case 'rotate-keys':
      return rotate(province, command.endPresent);
  }
}

const NO_OFFICE = 'Không có cơ quan này. Lệnh "offices" liệt kê các cơ quan và id. / No such office.';

function tellCode({ office, code, expiresAt }: Invitation): void {
  say(
    `Mã ghép (dùng một lần, đến ${time(expiresAt)}); chỉ hiện lần này, hãy đọc cho cơ quan qua kênh tin cậy:\n` +
      'Enrolment code (good once; shown this once only):',
  );
  process.stdout.write(`${JSON.stringify({ office, code, expires: expiresAt })}\n`);
}

function readInput(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    throw new Refused(`Không đọc được tệp "${file}". Hãy kiểm tra đường dẫn. / The file cannot be read.`);
  }
}

function writeOutput(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes, { mode: 0o600 });
  } catch {
    throw new Refused(
      `Không ghi được "${file}". Hãy kiểm tra USB rồi chạy lại lệnh này: nhập lại cùng một tệp không làm gì thêm.`,
    );
  }
}

async function importParcel(province: Province, { file, answer }: { file: string; answer: string }) {
  const done = await importFile(province, readInput(file));
  switch (done.kind) {
    case 'answered': {
      writeOutput(answer, done.answer);
      const { feed, heads } = done.parcel;
      say(
        `${importedInWords(done)}\nĐưa tệp "${answer}" về cho cơ quan. / Taken in; bring the answer file back to the office.`,
      );
      const { office, attachments } = done;
      process.stdout.write(
        `${JSON.stringify({ office, upTo: feed.upTo, stations: heads.length, attachments })}\n`,
      );
      return;
    }
    case 'enrolled':
      writeOutput(answer, done.answer);
      return say(
        `Cơ quan đã được ghép. Đưa tệp "${answer}" về cho cơ quan; họ so dấu vân tay của tỉnh: ${done.fingerprint} / Enrolled.`,
      );
    case 'unanswered':
      throw new Refused(done.message);
    case 'waiting':
      throw new Refused(
        `Đây là yêu cầu ghép của "${done.request.name}". Hãy dùng lệnh enrol-request để so dấu vân tay và duyệt.`,
      );
    case 'refused':
      if (done.answer !== null) writeOutput(answer, done.answer);
      throw new Refused(`${done.message} (${done.code})`);
  }
}

async function enrolByFile(
  province: Province,
  asked: { file: string; answer: string | null; fingerprint: string | null; office: string | null },
) {
  const done = await importFile(province, readInput(asked.file));
  if (done.kind === 'enrolled') {
    if (asked.answer !== null) writeOutput(asked.answer, done.answer);
    return say(
      `Cơ quan này đã được duyệt trước đây. Dấu vân tay của tỉnh để cơ quan so: ${done.fingerprint} / Approved before.`,
    );
  }
  if (done.kind === 'refused') throw new Refused(`${done.message} (${done.code})`);
  if (done.kind === 'answered' || done.kind === 'unanswered')
    throw new Refused('Tệp này là gói dữ liệu, không phải yêu cầu ghép. Hãy dùng lệnh import.');
  const { request } = done;
  if (asked.fingerprint === null || asked.answer === null) {
    const own = await province.keys.signing();
    say(
      `Yêu cầu ghép của: ${request.name} (${request.agencyCode})${request.known ? ' — cơ quan đã biết, sẽ thay khóa cũ' : ''}\n` +
        `Dấu vân tay của cơ quan, nhờ họ đọc qua điện thoại (số đã biết từ trước):  ${request.fingerprint}\n` +
        `Dấu vân tay của tỉnh, đọc cho họ so khi họ nhập tệp trả lời:              ${fingerprint(own.public)}\n` +
        'Khớp thì chạy lại lệnh này với --fingerprint "SỐ NGHE ĐƯỢC" --answer TỆP.',
    );
    process.stdout.write(
      `${JSON.stringify({ request: request.id, office: request.office, fingerprint: request.fingerprint, province: fingerprint(own.public) })}\n`,
    );
    return;
  }
  const approved = await approveFile(province, {
    id: request.id,
    compared: asked.fingerprint,
    record: asked.office,
  });
  if (!approved.ok) throw new Refused(approved.message);
  writeOutput(asked.answer, approved.answer);
  say(
    `Đã duyệt. Đưa tệp "${asked.answer}" về cho cơ quan; họ so dấu vân tay của tỉnh: ${approved.fingerprint}`,
  );
  process.stdout.write(`${JSON.stringify({ office: approved.office, province: approved.fingerprint })}\n`);
}

async function listOffices({ sql }: Province): Promise<void> {
  const rows = await sql.query<{ id: string; name: string; state: string; last_contact_at: string | null }>(
    'SELECT id, name, state, last_contact_at FROM offices ORDER BY name, id',
  );
  for (const { id, name, state, last_contact_at: lastContactAt } of rows) {
    process.stdout.write(`${JSON.stringify({ id, name, state, lastContactAt })}\n`);
  }
  say(`${rows.length} cơ quan. / offices.`);
}

async function publish(province: Province, command: Extract<OneCommand, { command: 'publish-pack' }>) {
  const { kind, title, effectiveFrom, source } = command;
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(readInput(command.file)));
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused('Tệp không phải JSON. Hãy kiểm tra lại tệp.');
  }
  const { sql, clock } = province;
  const published = await publishPack(
    {
      sql,
      clock,
      provinceId: province.id,
      sign: (payload) => province.sign(payload),
      sha256: containerSha256,
    },
    { kind, title, effectiveFrom, source, content, by: 'dòng lệnh' },
  );
  if (!published.ok) throw new Refused(published.error);
  say('Đã phát hành; không sửa lại được nữa. / Published; it never changes.');
  process.stdout.write(`${JSON.stringify(published.value)}\n`);
}

async function rotate(province: Province, endPresent: boolean): Promise<void> {
  const made = await province.keys.rotate({ endPresent });
  const next = made.find(({ use }) => use === 'sign');
  const signing = (await province.keys.signing()).public;
  say(
    endPresent
      ? 'Khóa cũ đã ngừng. Cơ quan nào chưa được báo khóa mới phải ghép lại. / The present keys ended at once.'
      : 'Đã tạo cặp khóa tiếp theo; khóa hiện tại báo cho các cơ quan cho đến khi nó hết hạn. / The next keys are announced.',
  );
  process.stdout.write(
    `${JSON.stringify({ at: officeTimestamp(province.clock.now()), fingerprint: fingerprint(signing), next: next === undefined ? null : fingerprint(next) })}\n`,
  );
}
