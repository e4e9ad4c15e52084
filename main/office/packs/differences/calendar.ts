import {
  type CalendarData,
  type CalendarResource,
  type DeadlineProfile,
  PlainDate,
  type RuleSource,
  type WorkingTimeData,
  weekdayOf,
} from '#shared/calendar/index.ts';
import {
  type Change,
  change,
  type Difference,
  dayText,
  isSame,
  type Label,
  pairs,
  rest,
  sorted,
} from './difference.ts';

const label = (vi: string, en: string): Label => ({ vi, en });
const WEEKDAYS = ['', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const;
const SHORT_WEEKDAYS = [
  '',
  'thứ Hai',
  'thứ Ba',
  'thứ Tư',
  'thứ Năm',
  'thứ Sáu',
  'thứ Bảy',
  'Chủ nhật',
] as const;

type NamedDay = CalendarData['offDays'][number] | CalendarData['makeUpDays'][number];

/**
 * What a set of calendars says otherwise than the one before it: days off and make-up days by date, then hours, rules of
 * counting and the head of each file.
 */
export function calendarDifferences(
  before: readonly CalendarResource[],
  after: readonly CalendarResource[],
): Difference[] {
  const days = pairs(daysOf(before), daysOf(after), ({ date }) => date).flatMap(
    ({ key, before: old, after: present }): Difference[] => {
      const changes = dayChanges(old, present);
      if (changes.length === 0) return [];
      const what = old === undefined ? 'added' : present === undefined ? 'removed' : 'changed';
      return [{ what, key, title: dateTitle(key), changes }];
    },
  );
  const files = pairs(before, after, ({ id }) => id).flatMap(
    ({ key, before: old, after: present }): Difference[] => {
      const changes = fileChanges(old, present);
      if (changes.length === 0) return [];
      const what = old === undefined ? 'added' : present === undefined ? 'removed' : 'changed';
      return [{ what, key, title: (present ?? old)?.title ?? key, changes }];
    },
  );
  return [...sorted(days), ...sorted(files)];
}

function daysOf(resources: readonly CalendarResource[]): NamedDay[] {
  return resources.flatMap((resource) =>
    resource.kind === 'calendar' ? [...resource.offDays, ...resource.makeUpDays] : [],
  );
}

function dateTitle(date: string): string {
  return `${WEEKDAYS[weekdayOf(PlainDate.parse(date))]} ${dayText(date)}`;
}

function dayChanges(old: NamedDay | undefined, present: NamedDay | undefined): Change[] {
  const of = (say: (day: NamedDay) => string) =>
    [old === undefined ? '' : say(old), present === undefined ? '' : say(present)] as const;
  return [
    ...change('day', label('Ngày này', 'The day'), ...of(kindText)),
    ...change('day', label('Căn cứ', 'Basis'), ...of(({ basis }) => basis)),
    ...change(
      'day',
      label('Công bố', 'Announced'),
      ...of(({ status }) => (status === 'announced' ? 'Đã công bố' : 'Suy ra từ luật, chưa công bố')),
    ),
  ];
}

function kindText(day: NamedDay): string {
  return 'insteadOf' in day
    ? `Làm bù (${day.name}), theo giờ của ${dayText(day.insteadOf)}`
    : `Nghỉ (${day.name})`;
}

function fileChanges(old: CalendarResource | undefined, present: CalendarResource | undefined): Change[] {
  if (isSame(old, present)) return [];
  const of = (say: (file: CalendarResource) => string) =>
    [old === undefined ? '' : say(old), present === undefined ? '' : say(present)] as const;
  const head = [
    ...change('title', label('Tên bộ', 'Title'), ...of(({ title }) => title)),
    ...change('version', label('Số bản', 'Version'), ...of(({ version }) => String(version))),
    ...change('kind', label('Loại', 'Kind'), ...of(({ kind }) => KINDS[kind])),
    ...change('span', label('Khoảng ngày', 'Days'), ...of(spanText)),
    ...change(
      'sources',
      label('Căn cứ', 'Sources'),
      ...of(({ sources }) => sources.map(sourceText).join('; ')),
    ),
  ];
  const told = [
    ...head,
    ...change('hours', label('Giờ làm việc', 'Hours'), ...of(hoursText)),
    ...change('counting', label('Cách tính hạn', 'Counting'), ...of(countingText)),
  ];
  // Days of a calendar are rows of their own.
  return rest(
    'file',
    label('Nội dung khác', 'Other'),
    told,
    told.length > 0 || isSame(withoutDays(old), withoutDays(present)),
  );
}

const KINDS = {
  calendar: 'Ngày nghỉ, ngày làm bù',
  'working-time': 'Giờ làm việc',
  'deadline-profile': 'Cách tính hạn trả',
} as const satisfies Record<CalendarResource['kind'], string>;

function withoutDays(file: CalendarResource | undefined): unknown {
  return file?.kind === 'calendar' ? { ...file, offDays: [], makeUpDays: [] } : file;
}

function spanText(file: CalendarResource): string {
  if (file.kind === 'working-time') return '';
  const to = file.effectiveTo === null ? 'về sau' : `đến ${dayText(file.effectiveTo)}`;
  return `từ ${dayText(file.effectiveFrom)} ${to}`;
}

function sourceText({ document, date, subject, certainty, note }: RuleSource): string {
  const sure = CERTAINTY[certainty];
  return [date === null ? document : `${document} (${dayText(date)})`, subject, sure, note]
    .filter((part) => part !== '')
    .join(' – ');
}

const CERTAINTY = {
  confirmed: '',
  'partly-confirmed': 'xác nhận một phần',
  'general-knowledge': 'theo hiểu biết chung',
  derived: 'suy ra',
} as const satisfies Record<RuleSource['certainty'], string>;

function hoursText(file: CalendarResource): string {
  return file.kind === 'working-time' ? file.workingTimes.map(weekText).join('; ') : '';
}

function weekText({ effectiveFrom, weekdays, periods }: WorkingTimeData['workingTimes'][number]): string {
  const days = weekdays.map((weekday) => SHORT_WEEKDAYS[weekday] ?? '').join(', ');
  return `từ ${dayText(effectiveFrom)}, ${days}: ${periods.map(([from, to]) => `${from}–${to}`).join(', ')}`;
}

function countingText(file: CalendarResource): string {
  return file.kind === 'deadline-profile' ? profileText(file) : '';
}

function profileText({ sameDay, monthEnd }: DeadlineProfile): string {
  const end = monthEnd === 'last-day' ? 'lấy ngày cuối tháng' : 'lấy ngày đầu tháng sau';
  return `trả trong ngày nếu nhận đến ${sameDay.cutOff}; tháng thiếu ngày thì ${end}`;
}
