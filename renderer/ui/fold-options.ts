import type { OptionsFilter } from '@mantine/core';
import { fold } from '#shared/text/index.ts';

/** The options of a list that contain every typed word, however tone and vowel marks are typed: "bac ninh" finds Bắc Ninh. */
export const foldOptions: OptionsFilter = ({ options, search }) => {
  const words = fold(search).split(' ');
  return options.filter(
    (option) => 'label' in option && words.every((word) => fold(option.label).includes(word)),
  );
};
