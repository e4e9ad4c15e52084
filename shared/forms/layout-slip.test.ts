import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormDocument } from './document.ts';
import { layoutSlip } from './layout-slip.ts';
import { sampleDossier, sampleHead, shippedTemplates } from './sample-receipt.oracle.ts';
import { sampleGaps, sampleSlip, shippedSlipTemplates } from './sample-slip.oracle.ts';
import { chooseSlipTemplate, SlipTemplate } from './slip-template.ts';
import { emptySlipValues, slipValuesOf } from './slip-values.ts';
import { formKey } from './template-parts.ts';

const supplements = shippedSlipTemplates('supplement');
const refusals = shippedSlipTemplates('refusal');
const templates = [...supplements, ...refusals];
const head = { ...sampleHead, hotline: '0218 3824 111' };

function textOf(document: FormDocument): string {
  return document.blocks
    .map((block) => {
      switch (block.kind) {
        case 'fields':
          return block.fields.map((field) => `${field.label}: ${field.value}`).join(' | ');
        case 'paper-table':
          return [block.heading, ...block.rows.map((row) => row.cells.join(' | '))].join('\n');
        case 'text':
          return block.line.text;
        default:
          return block.kind;
      }
    })
    .join('\n')
    .replaceAll('\u00a0', ' ');
}

function get<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error('missing');
  return item;
}

describe('chooseSlipTemplate', () => {
  it('finds the kind and the day, and never a form of another kind', () => {
    for (const kind of ['supplement', 'refusal'] as const) {
      const wanted = kind === 'supplement' ? supplements : refusals;
      expect(chooseSlipTemplate(templates, kind, '2025-09-14')).toBe(wanted[0]);
      expect(chooseSlipTemplate(templates, kind, '2025-09-15')).toBe(wanted[1]);
    }
    expect(() => chooseSlipTemplate(supplements, 'refusal', '2026-01-01')).toThrow(RangeError);
  });

  it('every shipped form has a key of its own', () => {
    const keys = [...templates, ...shippedTemplates()].map(formKey);
    expect(new Set(keys).size).toBe(6);
  });

  it('refuses a sentence with a value that no slip has, and a number without its parts', () => {
    const template = get(supplements, 0);
    const line = { kind: 'text', key: 'x', texts: ['{dueAt}'] };
    expect(SlipTemplate.safeParse({ ...template, lines: [line] }).success).toBe(false);
    expect(SlipTemplate.safeParse({ ...template, numberShape: '{number}/{book}' }).success).toBe(false);
  });
});

describe('layoutSlip', () => {
  it('tells everything of a request for supplement, in the order of the 2018 form', () => {
    const values = slipValuesOf(sampleSlip('supplement', { until: '2026-11-30' }), head);
    const document = layoutSlip(get(supplements, 0), values);
    expect(textOf(document)).toBe(
      [
        'Bộ phận tiếp nhận và trả kết quả: Bộ phận Tiếp nhận và Trả kết quả',
        'Tiếp nhận hồ sơ/yêu cầu của: Đinh Thị Hồng Nhung',
        'Số định danh cá nhân/CMND/Hộ chiếu/MST: 017195004821',
        'Nội dung yêu cầu giải quyết: Đăng ký khai sinh',
        'Địa chỉ: Xóm Rợn, xã Tân Vinh, huyện Lương Sơn, Hòa Bình',
        'Số điện thoại: 0912 345 678',
        'Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:',
        '1 | Tờ khai đăng ký khai sinh chưa ký tên |  | ',
        '2 | Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh | 01 | 02',
        '3 | Giấy tờ chứng minh nơi cư trú | 01 | 02',
        'Lý do: Hồ sơ chưa đủ thành phần theo quy định',
        'Ông/Bà nên nộp bổ sung đến hết ngày 30/11/2026.',
        'Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, đề nghị Ông/Bà liên hệ với Bùi Thu Hà, số điện thoại 0218 3824 111 để được hướng dẫn.',
      ].join('\n'),
    );
    expect(document).toMatchObject({
      title: 'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
      code: '03/2026/HDHS',
      codeLabel: 'Số',
      qr: '03/2026/HDHS 7KQ2M9XD',
      qrCaption: ['Quầy quét để mở lại phiếu', 'Mã kiểm tra: 7KQ2-M9XD'],
      copies: ['Liên 1: Lưu', 'Liên 2: Giao người nộp'],
      signatures: [{ title: '' }, { title: 'NGƯỜI HƯỚNG DẪN', name: 'Bùi Thu Hà' }],
      tag: 'Mẫu số 02 – TT 01/2018/TT-VPCP',
      form: { unconfirmed: false },
      mark: 'DỮ LIỆU MẪU – KHÔNG CÓ GIÁ TRỊ',
      warnings: [],
    });
    expect(document.headRight.at(-1)?.text).toBe('Lương Sơn, ngày 21 tháng 11 năm 2026');
  });

  it('tells why nothing is received, and who signs', () => {
    for (const template of refusals) {
      const document = layoutSlip(template, slipValuesOf(sampleSlip('refusal'), head));
      expect(textOf(document)).toContain(
        [
          'Số điện thoại: 0912 345 678',
          'Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:',
          'Không thuộc thẩm quyền giải quyết: đề nghị nộp tại Ủy ban nhân dân cấp tỉnh',
          'Xin thông báo cho Ông/Bà được biết và thực hiện.',
        ].join('\n'),
      );
      expect(document.signatures.map(({ title }) => title)).toEqual([
        'NGƯỜI NỘP HỒ SƠ',
        'NGƯỜI TIẾP NHẬN HỒ SƠ',
      ]);
    }
  });

  it('says "Lý do khác" by what was written alone, and leaves the telephone out where none is known', () => {
    const reason = { code: 'other', label: 'Lý do khác', text: 'Tờ khai bị nhòe' };
    const values = slipValuesOf(sampleSlip('supplement', { reason }), sampleHead);
    for (const template of supplements) {
      const text = textOf(layoutSlip(template, values));
      expect(text).toContain('Lý do: Tờ khai bị nhòe');
      expect(text).toContain('liên hệ với Bùi Thu Hà để được hướng dẫn');
      expect(text).not.toContain('nên nộp bổ sung');
    }
  });

  it('says where to come to where no telephone is known', () => {
    const where = { ...sampleHead, office: 'Bộ phận Một cửa xã Lương Sơn' };
    const closing =
      'đề nghị Ông/Bà đến quầy tiếp nhận của Bộ phận Một cửa xã Lương Sơn gặp Bùi Thu Hà để được hướng dẫn.';
    for (const template of supplements) {
      const text = (of: typeof where) =>
        textOf(layoutSlip(template, slipValuesOf(sampleSlip('supplement'), of)));
      expect(text(where)).toContain(closing);
      expect(text({ ...where, hotline: '0218 3824 111' })).not.toContain('quầy tiếp nhận của');
    }
  });

  it('writes a gap as one paragraph, however it was typed', () => {
    const gaps = [{ requirementId: null, text: ' Tờ khai\n\n chưa ký ', originals: 0, copies: 12 }];
    const document = layoutSlip(get(supplements, 1), slipValuesOf(sampleSlip('supplement', { gaps }), head));
    expect(textOf(document)).toContain('\n1 | Tờ khai chưa ký |  | 12\n');
  });

  it.each(templates)('prints dots for what is not known yet ($kind, $circular)', (template) => {
    const document = layoutSlip(template, emptySlipValues({ parent: null, unit: null, place: null }));
    expect(FormDocument.parse(document)).toEqual(document);
    const text = textOf(document);
    expect(text).toContain('Tiếp nhận hồ sơ/yêu cầu của: ……');
    expect(text).not.toMatch(/null|undefined|NaN|[{}]/);
    if (template.kind === 'supplement-slip') expect(text).toContain('\n | …………………… |  | \nLý do: ……');
    else expect(text).toContain('như sau:\n……');
    expect([document.qr, document.code]).toEqual([null, null]);
  });

  it('says that it was printed again, that it was cancelled, and that the clock may be wrong', () => {
    const reason = { code: 'other', label: 'Lý do khác', text: 'x' };
    const by = { id: 'p1', name: 'Bùi Thu Hà' };
    const dossier = sampleSlip(
      'refusal',
      {},
      { clockSuspect: true, sample: false, cancelled: { at: '2026-11-21T16:05:00.000+07:00', by, reason } },
    );
    const document = layoutSlip(get(refusals, 1), slipValuesOf(dossier, head, 2));
    expect(document.reprintMark).toBe('BẢN IN LẠI 2');
    expect(document.mark).toBeNull();
    expect(document.warnings).toEqual([
      'Phiếu này đã hủy lúc 16 giờ 05 phút, ngày 21/11/2026; không còn giá trị.',
      'Đồng hồ máy có thể sai khi lập phiếu: ngày ghi trên phiếu này cần được đối chiếu.',
    ]);
  });

  it('is made of a slip only', () => {
    expect(() => slipValuesOf(sampleDossier(), head)).toThrow(RangeError);
  });

  it('gives a valid document for any values, never loses a gap nor the reason (property)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates),
        fc.integer({ min: 0, max: 80 }),
        fc.string({ maxLength: 60, minLength: 1 }),
        fc.constantFrom(null, '2026-11-30'),
        (template, count, written, until) => {
          const kind = template.kind === 'supplement-slip' ? 'supplement' : 'refusal';
          const slip = {
            gaps: sampleGaps(count),
            reason: { code: 'x', label: '{unit}', text: written },
            until,
          };
          const document = layoutSlip(template, slipValuesOf(sampleSlip(kind, slip), head));
          expect(FormDocument.parse(document)).toEqual(document);
          const rows = document.blocks.flatMap((block) => (block.kind === 'paper-table' ? block.rows : []));
          expect(rows).toHaveLength(kind === 'refusal' ? 0 : Math.max(1, count));
          const said = written.trim() === '' ? '{unit}' : `{unit}: ${written}`;
          const texts = document.blocks.flatMap((block) => {
            if (block.kind === 'fields') return block.fields.map(({ value }) => value);
            return block.kind === 'text' ? [block.line.text] : [];
          });
          expect(texts).toContain(said);
        },
      ),
      { seed: 20261121, numRuns: 200 },
    );
  });
});
