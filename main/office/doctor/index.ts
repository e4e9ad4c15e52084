/**
 * The doctor of devices: looks at what is plugged in and chosen, states each cause and what to do, and makes the file
 * for whoever helps from afar. It asks; it never prints and never changes anything.
 */
export { createDoctor, type Doctor } from './doctor.ts';
export type { Examination, ExamineStep } from './examine.ts';
export { createMachine } from './machine.ts';
export type { DoctorPorts, Machine, PortHolder, PortRights } from './ports.ts';
