/** Thrown where another office was quicker with a code or an id: everything is looked at anew. */
export class Overtaken extends Error {}
