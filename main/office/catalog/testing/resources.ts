import path from 'node:path';

/** The shipped data, as tests read it. */
export const resourcesDirectory = path.resolve(import.meta.dirname, '../../../../resources');
