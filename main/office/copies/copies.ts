import path from 'node:path';
import { epochOfOfficeTimestamp } from '#shared/base/index.ts';
import type { CopiesState, CopiesStatus, CopySettings, CopySummary } from '#shared/contract/index.ts';
import { findDrillOf, findLatestCopy, findLatestDrill, findPositionOfCopy } from './copies-table.ts';
import { createDossiersSince } from './dossiers-since.ts';
import { drillCopy } from './drill.ts';
import { makeCopy } from './make-copy.ts';
import { copiesIn, type FoundCopy, inOrderMade, type Place, placeOf } from './place.ts';
import type { CopiesPorts } from './ports.ts';
import { CopyError } from './problems.ts';
import { type CopyOrder, recordCopy, recordDrill } from './record.ts';
import { listMedia, type Medium } from './removable.ts';
import { owedSince, type ScheduleState } from './schedule.ts';
import { findCopySettings, keepCopySettings, loadDefaults } from './settings.ts';
import { summaryOf } from './summary.ts';
import { tidyPlace } from './tidy.ts';
import { stateOf, statusOf } from './told.ts';
import { openPlace, placeState } from './use-place.ts';
import { createWork, type Task } from './work.ts';

/** How often the schedule is looked at, and how long a failed try by itself is let be. */
const LOOK_EVERY_MS = 30_000;
const TRY_AGAIN_MS = 10 * 60_000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Who acts when nobody pressed anything. */
const SCHEDULE = 'schedule';

/** Copies of the open office: made by schedule or button, one at a time, and tried. */
export type Copies = {
  state(): Promise<CopiesState>;
  status(): CopiesStatus;
  list(): Promise<CopySummary[]>;
  media(): Promise<Medium[]>;
  /** Rejects with CopyError where the folder cannot be used. */
  change(settings: CopySettings, actor: string): Promise<void>;
  /** Begins a copy; null: into the folder of the settings. Rejects with CopyError where it cannot begin. */
  make(folder: string | null, actor: string): Promise<void>;
  /** Begins a trial of the newest copy, in the folder into which it was put. Rejects with CopyError. */
  drill(actor: string): Promise<void>;
  stop(): void;
  /** Looks whether a copy or a trial is owed, and begins it; called every half minute, and by tests. */
  tick(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  /** Stops what runs; afterwards nothing begins any more. */
  close(): Promise<void>;
};

export function createCopies(ports: CopiesPorts): Copies {
  const { db, clock } = ports;
  const defaults = loadDefaults(ports.resourcesDirectory);
  const work = createWork(ports);
  const dossiersSince = createDossiersSince(db);
  let notBefore = 0;
  let closed = false;

  const settings = (): CopySettings => findCopySettings(db) ?? defaults;
  const here = () => ({ officeId: ports.office().id, dataDirectory: ports.dataDirectory });
  const known = () => ({
    rules: settings(),
    schedule: scheduleState(),
    now: clock.now(),
    running: work.running(),
    problem: work.problem(),
    describePaper: ports.describePaper,
  });
  const positionOf = (id: string) => findPositionOfCopy(db, id);
  /** The copies of a place, newest first. */
  const made = async (place: Place) => inOrderMade(await copiesIn(place.folder), positionOf);
  const letBe = (): void => {
    notBefore = clock.now() + TRY_AGAIN_MS;
  };

  function scheduleState(): ScheduleState {
    const latest = findLatestCopy(db);
    return latest === undefined
      ? { lastMade: null, dossiersSince: 0 }
      : {
          lastMade: epochOfOfficeTimestamp(latest.made_at),
          dossiersSince: dossiersSince(latest.last_position, settings().everyDossiers),
        };
  }

  function begin(place: Place, order: CopyOrder): void {
    work.begin('copy', (task) => makeAndTry(place, order, task), letBe);
  }

  /** What cannot be tried or tidied any more does not undo that the copy is there and recorded. */
  async function makeAndTry(place: Place, order: CopyOrder, task: Task): Promise<void> {
    const recheck = findLatestDrill(db)?.outcome === 'failed';
    const copy = await makeCopy(ports, { place, madeBy: order.actor, recheck, ...task });
    recordCopy(ports, copy, order);
    if (settings().drill === 'after-each') {
      const newest = (await copiesIn(place.folder)).find(({ manifest }) => manifest.id === copy.manifest.id);
      if (newest !== undefined) await tryCopy(newest, order.actor, task);
    }
    await tidyPlace({
      place,
      keep: settings().keep,
      spare: copy.manifest.id,
      databaseKey: ports.databaseKey,
      isProven: (id) => findDrillOf(db, id)?.outcome === 'proven',
      positionOf,
      signal: task.signal,
    });
  }

  async function tryCopy(copy: FoundCopy, actor: string, task: Task): Promise<void> {
    task.nowTrying();
    recordDrill(ports, copy, await drillCopy(ports, copy, task), actor);
  }

  /** The newest copy wherever it lies; where an earlier release did not say, in the folder of the settings. */
  async function drill(actor: string): Promise<void> {
    work.refuseWhileRunning();
    await tryIn(findLatestCopy(db)?.folder ?? settings().folder, actor);
  }

  /** Begins a trial of the copy made last, or where that is not there (any more) of the newest that is. */
  async function tryIn(folder: string, actor: string): Promise<void> {
    if (folder === '') throw notChosen();
    const place = await openPlace(folder, false, here());
    const found = await made(place);
    const latest = findLatestCopy(db)?.id;
    const newest = found.find(({ manifest }) => manifest.id === latest) ?? found[0];
    if (newest === undefined) {
      const message = 'Chưa có bản sao nào để thử. Hãy bấm Sao lưu ngay trước.';
      throw new CopyError('copy-unusable', { message });
    }
    work.begin('drill', (task) => tryCopy(newest, actor, task), letBe);
  }

  async function tick(): Promise<void> {
    if (closed || work.running() !== null || clock.now() < notBefore) return;
    try {
      const rules = settings();
      if (rules.folder === '') return;
      if (owedSince(rules, scheduleState(), clock.now()) !== null) {
        begin(await openPlace(rules.folder, false, here()), {
          reason: 'schedule',
          where: 'folder',
          folder: rules.folder,
          actor: SCHEDULE,
        });
      } else if (isTrialOwed(rules)) {
        // Not that of a stick, which somebody may have taken along: what lies here can be tried at any hour.
        await tryIn(rules.folder, SCHEDULE);
      }
    } catch (thrown) {
      // Somebody pressed the button meanwhile: then it is being made.
      if (thrown instanceof CopyError && thrown.code === 'copy-running') return;
      letBe();
      work.setProblem(thrown);
      ports.onChanged();
    }
  }

  /** After each copy the trial follows by itself; what is left here is the weekly one. */
  function isTrialOwed(rules: CopySettings): boolean {
    const tried = findLatestDrill(db);
    const latest = findLatestCopy(db);
    if (rules.drill !== 'weekly' || latest === undefined || tried?.copy_id === latest.id) return false;
    return tried === undefined || clock.now() - epochOfOfficeTimestamp(tried.at) >= WEEK_MS;
  }

  const timer = setInterval(() => void tick(), LOOK_EVERY_MS).unref();

  return {
    tick,
    drill,
    media: () => listMedia(process.platform),
    status: () => statusOf(db, known()),
    async state() {
      const { latest, ...told } = stateOf(db, known());
      const [place, ofLatest] = await Promise.all([
        placeState(settings().folder, here()),
        placeState(latest?.folder ?? '', here()),
      ]);
      return {
        ...told,
        place,
        latest: latest === null ? null : { ...latest, sameDisk: ofLatest.sameDisk },
      };
    },
    async list() {
      const { folder } = settings();
      if (folder === '') return [];
      const { officeId } = here();
      const found = await made(placeOf(folder, officeId));
      return found.map((copy) => summaryOf(copy, { ours: officeId, db }));
    },
    async change(next, actor) {
      if (next.folder !== '') await openPlace(next.folder, true, here());
      keepCopySettings(db, ports.journal, next, { actor, office: here().officeId });
      notBefore = 0;
      work.clearProblem();
      ports.onChanged();
    },
    async make(folder, actor) {
      work.refuseWhileRunning();
      const own = settings().folder;
      const chosen = folder ?? own;
      if (chosen === '') throw notChosen();
      const isOwn = own !== '' && path.resolve(chosen) === path.resolve(own);
      const place = await openPlace(chosen, !isOwn, here());
      const where = isOwn ? 'folder' : 'elsewhere';
      begin(place, { reason: 'button', where, folder: place.chosen, actor });
    },
    stop: work.stop,
    idle: work.idle,
    async close() {
      closed = true;
      clearInterval(timer);
      await work.close();
    },
  };
}

function notChosen(): CopyError {
  return new CopyError('copy-place-missing', {
    message:
      'Chưa chọn nơi sao lưu. Hãy chọn USB hoặc thư mục, hoặc nhờ quản trị viên đặt ở Quản trị → Sao lưu.',
  });
}
