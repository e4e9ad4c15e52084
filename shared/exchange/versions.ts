/** The shape of a parcel's payload that this release writes. */
export const PARCEL_VERSION = 1;

/** The shapes that this release reads, oldest and newest. Outside of it the other side is told plainly (P13). */
export const SERVED_VERSIONS: { readonly oldest: number; readonly newest: number } = { oldest: 1, newest: 1 };
