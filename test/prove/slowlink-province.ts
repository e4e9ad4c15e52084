/** A province's server in a process of its own, with one office invited: what it costs must not be the desk's. */
import { createIds, systemClock } from '#main/host/index.ts';
import { inviteOffice, startProvince } from '#main/province/index.ts';

const [name = '', agencyCode = '', codeFormat = ''] = process.argv.slice(2);
const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (text: string, data?: unknown) => process.stderr.write(`${text} ${JSON.stringify(data)}\n`),
};
const ids = createIds(systemClock);
const running = await startProvince({
  port: 0,
  clock: systemClock,
  ids,
  log: quiet,
  version: '0.0.0-proof',
  name: 'Tỉnh Thử',
});
const { sql } = running.province;
const { code } = await inviteOffice({ sql, clock: systemClock, ids }, { name, agencyCode, codeFormat });
process.once('message', () => {
  void running.close().then(() => process.exit(0));
});
process.once('disconnect', () => process.exit(0));
process.send?.({ address: running.address, code });
