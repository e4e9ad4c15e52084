import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormDocument } from './document.ts';
import { layoutReceipt } from './layout-receipt.ts';
import { emptyReceiptValues, receiptValuesOf } from './receipt-values.ts';
import { sampleDossier, sampleHead, samplePapers, shippedTemplates } from './sample-receipt.oracle.ts';
import { chooseTemplate, findTemplate, formKey } from './template-parts.ts';

const templates = shippedTemplates();
const [old, current] = templates;
if (old === undefined || current === undefined) throw new Error('templates missing');

function textOf(document: FormDocument): string {
  return document.blocks
    .map((block) => {
      switch (block.kind) {
        case 'fields':
          return block.fields.map((field) => `${field.label}: ${field.value}`).join(' | ');
        case 'paper-list':
          return [block.heading, ...block.rows.map((row) => row.text)].join('\n');
        case 'paper-table':
          return [block.heading, ...block.rows.map((row) => row.cells.join(' | '))].join('\n');
        default:
          return block.line.text;
      }
    })
    .join('\n')
    .replaceAll('\u00a0', ' ');
}

describe('chooseTemplate', () => {
  it.each([
    ['2019-01-06', 'TT 01/2018/TT-VPCP'],
    ['2025-09-14', 'TT 01/2018/TT-VPCP'],
    ['2025-09-15', 'TT 03/2025/TT-VPCP'],
    ['2031-01-01', 'TT 03/2025/TT-VPCP'],
    ['1970-01-01', 'TT 01/2018/TT-VPCP'],
  ])('on %s it is %s', (date, circular) => {
    expect(chooseTemplate(templates, date).circular).toBe(circular);
    expect(chooseTemplate([...templates].reverse(), date).circular).toBe(circular);
  });

  it('refuses an empty set', () => {
    expect(() => chooseTemplate([], '2026-01-01')).toThrow(RangeError);
  });

  it('finds a template again by the key that a dossier keeps', () => {
    for (const template of templates) expect(findTemplate(templates, formKey(template))).toBe(template);
    expect(findTemplate(templates, 'unknown')).toBeUndefined();
    expect(new Set(templates.map(formKey)).size).toBe(templates.length);
  });
});

describe('layoutReceipt', () => {
  it.each([old, current])(
    'tells of a result at once when it was returned, and promises nothing',
    (template) => {
      const document = layoutReceipt(template, receiptValuesOf(sampleDossier({ atOnce: true }), sampleHead));
      const text = textOf(document);
      expect(text).toMatch(
        /Thời gian trả kết quả[^:]*: Đã trả kết quả lúc 10 giờ 32 phút, ngày 21\/11\/2026\n/,
      );
      expect(text).not.toMatch(/23\/11\/2026|Căn cứ hẹn/);
      const rest = [...document.notes.map((note) => note.text), ...document.qrCaption].join('\n');
      expect(rest).not.toMatch(/nhận kết quả|trả kết quả/);
    },
  );

  it('tells everything of a dossier, in the order of the 2018 form', () => {
    const document = layoutReceipt(
      old,
      receiptValuesOf(sampleDossier(), sampleHead),
      'https://tra-cuu.example',
    );
    expect(textOf(document)).toBe(
      [
        'Bộ phận tiếp nhận và trả kết quả: Bộ phận Tiếp nhận và Trả kết quả',
        'Tiếp nhận hồ sơ của: Đinh Thị Hồng Nhung',
        'Địa chỉ: Xóm Rợn, xã Tân Vinh, huyện Lương Sơn, Hòa Bình',
        'Số điện thoại: 0912 345 678',
        'Số định danh cá nhân/CMND/Hộ chiếu/MST: 017195004821',
        'Nội dung yêu cầu giải quyết: Đăng ký khai sinh',
        '1. Thành phần hồ sơ nộp gồm:',
        '(1) Tờ khai đăng ký khai sinh – 01 bản chính',
        '(2) Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh – 01 bản chính, 02 bản sao',
        '(3) Giấy tờ chứng minh nơi cư trú – 02 bản sao (xuất trình)',
        '2. Số lượng hồ sơ: 01 (bộ)',
        '3. Thời gian giải quyết hồ sơ theo quy định là: trong ngày',
        '4. Thời gian nhận hồ sơ: 10 giờ 32 phút, ngày 21/11/2026',
        '5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 23/11/2026',
        '6. Đăng ký nhận kết quả tại: Quầy tiếp nhận và trả kết quả',
        'Phí, lệ phí: không thu',
        'Vào Sổ theo dõi hồ sơ, Quyển số: 01/2026 | Số thứ tự: 20417',
      ].join('\n'),
    );
    expect(document.headLeft.map((line) => line.text)).toEqual([
      'UBND HUYỆN LƯƠNG SƠN',
      'BỘ PHẬN TIẾP NHẬN',
      'VÀ TRẢ KẾT QUẢ',
    ]);
    expect(document.headRight.at(-1)?.text).toBe('Lương Sơn, ngày 21 tháng 11 năm 2026');
    expect(document.qr).toBe('https://tra-cuu.example?ma=H28.41.15-261121-0148&kt=7KQ2M9XD');
    expect(document.qrCaption).toEqual(['Quét mã để tra cứu hồ sơ', 'Mã kiểm tra: 7KQ2-M9XD']);
    expect(document.mark).toBe('DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ');
    expect(document.reprintMark).toBeNull();
    expect(document.warnings).toEqual([]);
    expect(document.signatures[1]?.name).toBe('Bùi Thu Hà');
  });

  it('promises a look-up only where there is one', () => {
    for (const template of templates) {
      for (const address of [null, '']) {
        const document = layoutReceipt(template, receiptValuesOf(sampleDossier(), sampleHead), address);
        expect(document.qr).toBe('H28.41.15-261121-0148 7KQ2M9XD');
        expect(document.qrCaption).toEqual(['Quầy quét khi trả kết quả', 'Mã kiểm tra: 7KQ2-M9XD']);
      }
    }
  });

  it('keeps originals and copies apart in the table of the 2025 form', () => {
    const document = layoutReceipt(current, receiptValuesOf(sampleDossier(), sampleHead));
    const table = document.blocks.find((block) => block.kind === 'paper-table');
    expect(table).toMatchObject({
      columns: ['STT', 'Tên giấy tờ', 'Bản chính', 'Bản sao', 'Hình thức'],
      wide: 1,
      rows: [
        { key: 'paper.0', cells: ['1', 'Tờ khai đăng ký khai sinh', '01', '–', 'nộp'] },
        { cells: ['2', expect.any(String), '01', '02', 'nộp'] },
        { cells: ['3', 'Giấy tờ chứng minh nơi cư trú', '–', '02', 'xuất\u00a0trình'] },
      ],
    });
    expect(document.form.unconfirmed).toBe(true);
  });

  it.each(templates)('prints dots for what is not known yet ($circular)', (template) => {
    const document = layoutReceipt(template, emptyReceiptValues({ parent: null, unit: null, place: null }));
    expect(FormDocument.parse(document)).toEqual(document);
    const text = textOf(document);
    expect(text).toContain('Tiếp nhận hồ sơ của: ……');
    expect(text).toContain('Thời gian nhận hồ sơ: …… giờ …… phút, ngày ……/……/……');
    expect(text).not.toContain('Người nộp hồ sơ');
    expect(text).not.toMatch(/null|undefined|NaN|[{}]/);
    expect(document.qr).toBeNull();
    expect(document.code).toBeNull();
  });

  it('says who files and why, when the date is provisional or entered, what is paid, and where it goes', () => {
    const values = receiptValuesOf(
      sampleDossier({
        filer: {
          name: 'Trần Văn Đạt',
          idKind: 'citizen-number',
          idNumber: '001080001234',
          phone: '0987654321',
          ground: 'văn bản ủy quyền số 12/2026',
        },
        due: {
          at: '2027-02-09T10:00',
          basis: 'clerk',
          limit: null,
          steps: [{ code: 'entered', at: null, text: 'Theo công văn 12/UBND' }],
          provisional: true,
        },
        delivery: { way: 'post', address: 'Số 1, đường 2' },
        fee: {
          amount: 1250000,
          basis: 'rule',
          exemptionId: null,
          exemptionGround: null,
          quantity: 1,
          pages: 1,
          steps: [],
        },
        competentAgency: { id: 'x', code: 'H28.41', name: 'UBND huyện Lương Sơn' },
        papers: [],
        clockSuspect: true,
        sample: false,
      }),
      sampleHead,
      2,
    );
    const document = layoutReceipt(old, values, 'https://a.example/?x=1');
    const text = textOf(document);
    expect(text).toContain('Người nộp hồ sơ: Trần Văn Đạt – 001080001234 – 0987 654 321');
    expect(text).toContain('Tư cách người nộp: văn bản ủy quyền số 12/2026');
    expect(text).toContain('10 giờ 00 phút, ngày 09/02/2027 (tạm tính)');
    expect(text).toContain('theo quy định là: ……');
    expect(text).toContain('Căn cứ hẹn trả: Theo công văn 12/UBND');
    expect(text).toContain('Qua dịch vụ bưu chính, địa chỉ: Số 1, đường 2');
    expect(text).toContain('Phí, lệ phí: 1.250.000 đồng');
    expect(text).toContain('Cơ quan giải quyết: UBND huyện Lương Sơn');
    expect(text).toContain('(không có giấy tờ nộp kèm)');
    expect(document.qr).toContain('?x=1&ma=');
    expect(document.reprintMark).toBe('BẢN IN LẠI 2');
    expect(document.warnings).toHaveLength(1);
    expect(document.mark).toBeNull();
  });

  it('gives a valid document for any values, and never loses a paper', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates),
        fc.integer({ min: 0, max: 80 }),
        fc.string({ maxLength: 60 }),
        fc.string({ maxLength: 60 }),
        (template, count, address, reason) => {
          const dossier = sampleDossier({ papers: samplePapers(count) });
          const values = receiptValuesOf(
            { ...dossier, applicant: { ...dossier.applicant, address } },
            sampleHead,
          );
          const document = layoutReceipt(template, {
            ...values,
            due: { at: '2026-11-23T17:00', provisional: false, reason },
          });
          expect(FormDocument.parse(document)).toEqual(document);
          const rows = document.blocks.map((block) => ('rows' in block ? block.rows.length : 0));
          expect(rows.reduce((sum, length) => sum + length, 0)).toBe(Math.max(1, count));
        },
      ),
      { seed: 20261121, numRuns: 100 },
    );
  });
});

describe('a receipt of a later revision, or of a cancelled dossier', () => {
  const [template] = shippedTemplates();
  if (template === undefined) throw new Error('no template');
  const by = { id: 'p1', name: 'Bùi Thu Hà' };
  const reason = { code: 'name', label: 'Sai họ tên', text: '' };
  const at = '2026-11-22T08:05:00.000+07:00';
  const correction = { at, by, reason, supersedes: { revision: 1, at: '2026-11-21T10:32:10.123+07:00' } };
  const drawn = (changes: Parameters<typeof sampleDossier>[0]) =>
    layoutReceipt(template, receiptValuesOf(sampleDossier(changes), sampleHead), 'https://t.example');

  it('says which one it takes the place of, carries the day it was given, and the same look-up with its number', () => {
    const first = drawn({});
    const second = drawn({ revision: 2, correction });
    expect(second.warnings).toEqual([
      'Bản 2. Giấy này thay thế giấy đã cấp lúc 10 giờ 32 phút, ngày 21/11/2026 (bản 1).',
    ]);
    expect(second.headRight.at(-1)?.text).toContain('ngày 22 tháng 11 năm 2026');
    expect(second.qr).toBe(`${first.qr}&b=2`);
    expect(second.blocks).toEqual(first.blocks);
  });

  it('says that the dossier is cancelled', () => {
    const [warning] = drawn({ cancelled: { at, by, reason } }).warnings;
    expect(warning).toBe('Hồ sơ này đã hủy lúc 08 giờ 05 phút, ngày 22/11/2026; giấy này không còn giá trị.');
  });
});

describe('a receipt in the name of others than one person', () => {
  const { applicant } = sampleDossier();
  const line = (key: string, changes: Parameters<typeof sampleDossier>[0]) =>
    shippedTemplates().map(
      (template) =>
        layoutReceipt(template, receiptValuesOf(sampleDossier(changes), sampleHead))
          .blocks.flatMap((block) => (block.kind === 'fields' ? block.fields : []))
          .find((field) => field.key === key)?.value,
    );
  const twice = (text: string) => [text, text];

  it('counts them behind the first name and names all of them on one line', () => {
    const coApplicants = [
      { ...applicant, name: 'Đỗ Đức Đạt', idNumber: '001099000001' },
      { ...applicant, name: 'Lò Văn Ún', idNumber: null },
    ];
    expect(line('applicant', { coApplicants })).toEqual(twice('Đinh Thị Hồng Nhung và 2 người khác'));
    expect(line('coApplicants', { coApplicants })).toEqual(twice('Đỗ Đức Đạt (001099000001); Lò Văn Ún'));
    expect(line('coApplicants', {})).toEqual([undefined, undefined]);
  });

  it('names who speaks for an organisation, and the paper of who files for it', () => {
    const company = {
      ...applicant,
      kind: 'organisation' as const,
      representative: {
        name: 'Quách Văn Bình',
        position: 'Giám đốc',
        idKind: 'none' as const,
        idNumber: null,
      },
    };
    const filer = {
      name: 'A',
      idKind: 'none' as const,
      idNumber: null,
      phone: null,
      ground: 'Ủy quyền',
      paper: 'số 12',
    };
    expect(line('representative', { applicant: company })).toEqual(twice('Quách Văn Bình – Giám đốc'));
    expect(line('filerGround', { filer })).toEqual(twice('Ủy quyền; số 12'));
  });
});
