import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import { OBSTACLE_CODES } from './errors.ts';
import { DeviceKind, Role } from './roles.ts';

const Login = WellFormedText.trim().min(1).max(50);
const Password = WellFormedText.min(1).max(200);
const NewPassword = WellFormedText.min(10).max(200);

export const SignedInUser = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: Role,
  /** The counter shown on papers and screens, e.g. "Quầy 2"; empty when none. */
  counter: z.string(),
});
export type SignedInUser = z.infer<typeof SignedInUser>;

/** How the office presents itself on screens and papers. */
export const OfficeProfile = z.object({
  /** Id of the org unit. */
  id: z.string(),
  /** Agency code used in dossier codes, e.g. `H28.41.15`. */
  agencyCode: z.string().regex(/^(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{2,3}){0,4})$/),
  /** Key of the dossier code format in the data (`resources/offices/code-formats.json`). */
  codeFormat: WellFormedText.min(1).max(50),
  name: WellFormedText.trim().min(1).max(200),
  /** Upper line of a paper's head, e.g. "UBND HUYỆN LƯƠNG SƠN". */
  authority: WellFormedText.trim().min(1).max(200),
  /** Lower, bold lines of a paper's head. */
  counterName: WellFormedText.trim().min(1).max(200),
  /** Place name before the date, e.g. "Lương Sơn". */
  place: WellFormedText.trim().min(1).max(100),
  hotline: WellFormedText.trim().max(50),
  /** Address of the public look-up that the receipt's QR opens. */
  lookUpAddress: WellFormedText.trim().max(200),
});
export type OfficeProfile = z.infer<typeof OfficeProfile>;

export const OfficeState = z.object({
  /** `new`: nothing set up; `locked`: a database is there, nobody opened it; `ready`: open. */
  phase: z.enum(['new', 'locked', 'ready']),
  version: z.string(),
  /** Version of this contract; the client refuses to work with another one. */
  contract: z.int(),
  office: OfficeProfile.nullable(),
  sample: z.boolean(),
  /** The station of the session; that of this PC while nobody is signed in. Empty on a new PC. */
  station: z.string(),
  user: SignedInUser.nullable(),
  /** Office time now, with +07:00. */
  now: z.string(),
  /**
   * Null: a window of this PC. Else how the office knows this device: on its LAN, or as kiosk or board of the hall.
   * A device that is not paired as a counter learns no more of the office than stands here.
   */
  device: z
    .object({
      /** Null: not paired, or not any more. */
      kind: DeviceKind.nullable(),
      name: z.string(),
      /** Name of the office; empty while it is locked. */
      office: z.string(),
      /** It came by TLS: before pairing people compare what its browser shows of the certificate. */
      overLan: z.boolean(),
    })
    .nullable(),
  /**
   * Why the database could not be opened when that was last tried (damaged, lost, newer), with the sentence that says
   * what to do; null when nothing is known to be wrong. Shown above the sign-in: no password helps against it.
   */
  obstacle: z.object({ code: z.enum(OBSTACLE_CODES), message: z.string() }).nullable(),
});
export type OfficeState = z.infer<typeof OfficeState>;

export const session = {
  state: procedure({
    title: 'Trạng thái của trạm và của phiên',
    description:
      'What the office says of itself and of this session: phase, versions, station, who is signed in.',
    access: 'anyone',
    reach: 'unpaired',
    input: z.object({}),
    output: OfficeState,
  }),
  signIn: procedure({
    title: 'Đăng nhập',
    description:
      'Opens a session with a login and a password. Over HTTP it needs the start token; the token of the answer is the bearer of the calls that follow.',
    access: 'anyone',
    reach: 'counter',
    input: z.object({ login: Login, password: Password }),
    output: z.object({ token: z.string(), user: SignedInUser }),
    errors: ['wrong-password', 'too-many-attempts'],
  }),
  resume: procedure({
    title: 'Nối lại phiên',
    description: 'Takes a session up again after a reconnect; the token came from signIn.',
    access: 'anyone',
    reach: 'counter',
    input: z.object({ token: WellFormedText.min(1).max(200) }),
    output: z.object({ user: SignedInUser }),
  }),
  signOut: procedure({
    title: 'Đăng xuất',
    description: 'Ends the session.',
    access: 'signed-in',
    input: z.object({}),
    output: z.object({}),
  }),
  changePassword: procedure({
    title: 'Đổi mật khẩu của mình',
    description: 'The signed-in person gives themself a new password; their other sessions end.',
    access: 'signed-in',
    input: z.object({ current: Password, next: NewPassword }),
    output: z.object({}),
    errors: ['wrong-password', 'weak-password', 'too-many-attempts'],
  }),
  recover: procedure({
    title: 'Mở bằng khóa khôi phục',
    description:
      'Opens the database with the printed recovery key and gives an administrator a new password.',
    access: 'anyone',
    input: z.object({ recoveryKey: WellFormedText.max(200), login: Login, password: NewPassword }),
    output: z.object({ token: z.string(), user: SignedInUser }),
    errors: ['wrong-recovery-key', 'too-many-attempts', 'not-found', 'weak-password'],
  }),
};

/** A province or commune offered by the wizard, from data. */
export const OfficeSuggestion = z.object({
  id: z.string(),
  label: z.string(),
  agencyCode: z.string().nullable(),
});

export const setup = {
  options: procedure({
    title: 'Lựa chọn khi thiết lập',
    description: 'What the first-start wizard offers.',
    access: 'anyone',
    input: z.object({}),
    output: z.object({
      provinces: z.array(OfficeSuggestion),
      codeFormats: z.array(z.object({ key: z.string(), label: z.string(), example: z.string() })),
      samples: z.array(
        z.object({ key: z.enum(['three-tier', 'two-tier']), title: z.string(), description: z.string() }),
      ),
      defaultLookUpAddress: z.string(),
    }),
  }),
  createOffice: procedure({
    title: 'Thiết lập đơn vị',
    description:
      'Creates the encrypted database, the office and its first administrator. The recovery key is shown once.',
    access: 'anyone',
    input: z.object({
      office: OfficeProfile.omit({ id: true }),
      administrator: z.object({
        login: Login,
        name: WellFormedText.trim().min(1).max(200),
        password: NewPassword,
      }),
    }),
    output: z.object({ token: z.string(), user: SignedInUser, recoveryKey: z.string() }),
    errors: ['already-set-up', 'weak-password'],
  }),
  createSample: procedure({
    title: 'Thiết lập dữ liệu mẫu',
    description: 'Creates an office on invented sample data; passwords are made fresh and shown once.',
    access: 'anyone',
    input: z.object({ tree: z.enum(['three-tier', 'two-tier']) }),
    output: z.object({
      people: z.array(z.object({ login: z.string(), name: z.string(), role: Role, password: z.string() })),
      recoveryKey: z.string(),
    }),
    errors: ['already-set-up'],
  }),
};

export const users = {
  list: procedure({
    title: 'Danh sách tài khoản',
    description: 'Everybody who has an account, also those that are closed.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({ users: z.array(SignedInUser.extend({ active: z.boolean() })) }),
  }),
  create: procedure({
    title: 'Thêm tài khoản',
    description: 'Gives a person an account.',
    access: ['administrator'],
    input: z.object({
      login: Login,
      name: WellFormedText.trim().min(1).max(200),
      role: Role,
      counter: WellFormedText.trim().max(50),
      password: NewPassword,
    }),
    output: z.object({ id: z.string() }),
    errors: ['name-taken', 'weak-password'],
  }),
  setActive: procedure({
    title: 'Khóa hoặc mở tài khoản',
    description: 'Closes an account, which ends its sessions, or opens it again.',
    access: ['administrator'],
    input: z.object({ id: WellFormedText.max(50), active: z.boolean() }),
    output: z.object({}),
    errors: ['not-found'],
  }),
  setPassword: procedure({
    title: 'Đặt lại mật khẩu',
    description: "A new password given by an administrator; the person's database key is wrapped anew.",
    access: ['administrator'],
    input: z.object({ id: WellFormedText.max(50), password: NewPassword }),
    output: z.object({}),
    errors: ['not-found', 'weak-password'],
  }),
};
