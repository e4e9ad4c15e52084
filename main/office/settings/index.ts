/** Settings: the office's profile and everything an administrator can choose; newest value of each, from the journal. */
export {
  changeSettingInTx,
  findSetting,
  getOfficeSettings,
  OfficeSettings,
  settingsProjector,
} from './settings-table.ts';
