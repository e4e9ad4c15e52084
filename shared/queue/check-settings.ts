import type { QueueSettings } from './settings.ts';

/** What is wrong with settings: where, and a sentence that says what to do. */
export type SettingsProblem = { field: string; message: string };

/** What stands in the way of taking something away: it is in use now. */
export type QueueInUse = {
  /** Groups with people waiting, called or held, or whom no-shows of today belong to. */
  groups: readonly string[];
  /** Counters at which somebody sits, or for which alone somebody waits. */
  counters: readonly number[];
};

/**
 * Everything that keeps settings from being used, in the order of the screen: ids, letters and numbers are each their
 * own, a counter's groups exist, every group is served somewhere, and what is in use now stays.
 */
export function checkQueueSettings(
  settings: QueueSettings,
  before: QueueSettings,
  inUse: QueueInUse,
): SettingsProblem[] {
  const { groups, counters, priorities } = settings;
  const problems: SettingsProblem[] = [];
  const add = (field: string, message: string) => problems.push({ field, message });
  const ids = new Set(groups.map(({ id }) => id));

  groups.forEach((group, index) => {
    const earlier = groups.slice(0, index);
    if (earlier.some(({ id }) => id === group.id)) {
      add(`groups.${index}.id`, `Mã nhóm “${group.id}” đã có. Hãy đặt mã khác.`);
    }
    const same = earlier.find(({ letter }) => letter === group.letter);
    if (same !== undefined) {
      add(
        `groups.${index}.letter`,
        `Chữ ${group.letter} đã dùng cho nhóm “${same.name}”. Hãy chọn chữ khác cho nhóm “${group.name}”.`,
      );
    }
    if (!counters.some((counter) => counter.groups.includes(group.id))) {
      add(
        `groups.${index}.name`,
        `Chưa có quầy nào phục vụ nhóm “${group.name}”. Hãy chọn nhóm này ở ít nhất một quầy.`,
      );
    }
  });
  for (const group of before.groups) {
    if (!ids.has(group.id) && inUse.groups.includes(group.id)) {
      add(
        'groups',
        `Nhóm “${group.name}” còn người chờ, đang phục vụ, đang giữ hoặc hôm nay gọi không đến nên chưa bỏ được. Hãy phục vụ hết hoặc chuyển sang nhóm khác trước; số gọi không đến thì chờ sang ngày mai.`,
      );
    }
  }

  counters.forEach((counter, index) => {
    if (counters.slice(0, index).some(({ number }) => number === counter.number)) {
      add(`counters.${index}.number`, `Quầy số ${counter.number} đã có. Hãy đặt số khác.`);
    }
    if (counter.groups.some((id) => !ids.has(id))) {
      add(
        `counters.${index}.groups`,
        `Quầy ${counter.number} phục vụ một nhóm không còn nữa. Hãy chọn lại nhóm.`,
      );
    } else if (new Set(counter.groups).size < counter.groups.length) {
      add(`counters.${index}.groups`, `Quầy ${counter.number} có một nhóm chọn hai lần. Hãy bỏ bớt.`);
    }
  });
  for (const { number } of before.counters) {
    if (!counters.some((counter) => counter.number === number) && inUse.counters.includes(number)) {
      add(
        'counters',
        `Quầy ${number} đang có người làm việc hoặc có người chờ riêng nên chưa bỏ được. Hãy rời quầy trước.`,
      );
    }
  }

  priorities.forEach((ground, index) => {
    if (priorities.slice(0, index).some(({ id }) => id === ground.id)) {
      add(`priorities.${index}.id`, `Mã diện ưu tiên “${ground.id}” đã có. Hãy đặt mã khác.`);
    }
  });
  return problems;
}
