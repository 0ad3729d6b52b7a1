//! Workbooks of the old kind, and compound files at large.

use super::*;

/// A compound file of 512-byte sectors: table, directory with these streams, one stream's bytes.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut sectors: Vec<Vec<u8>> = Vec::new();
    let length: usize = streams.iter().map(|(_, bytes)| bytes.len() + 4_608).sum();
    let tables = (length / 512 + 2).div_ceil(127);
    let mut fat: Vec<u32> = vec![0xffff_fffd; tables];
    fat.push(0xffff_fffe);
    let mut directory = Vec::new();
    let mut entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut bytes = vec![0_u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            bytes[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[64..66].copy_from_slice(&(2 * (name.len() as u16 + 1)).to_le_bytes());
        bytes[66] = kind;
        bytes[116..120].copy_from_slice(&start.to_le_bytes());
        bytes[120..124].copy_from_slice(&length.to_le_bytes());
        directory.extend(bytes);
    };
    entry("Root Entry", 5, 0xffff_fffe, 0);
    for (name, bytes) in streams {
        let mut bytes = bytes.to_vec();
        bytes.resize(bytes.len().max(4096).next_multiple_of(512), 0);
        entry(name, 2, fat.len() as u32, bytes.len() as u32);
        let count = bytes.len() / 512;
        for at in 0..count {
            let next = if at + 1 == count {
                0xffff_fffe
            } else {
                fat.len() as u32 + 1
            };
            fat.push(next);
            sectors.push(bytes[512 * at..512 * at + 512].to_vec());
        }
    }
    fat.resize(128 * tables, 0xffff_ffff);
    directory.resize(512, 0);
    let mut file = vec![0_u8; 512];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file[24..34].copy_from_slice(b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0");
    file[44..48].copy_from_slice(&(tables as u32).to_le_bytes());
    file[48..52].copy_from_slice(&(tables as u32).to_le_bytes());
    file[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    file[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    file[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    file[76..512].fill(0xff);
    for table in 0..tables {
        file[76 + 4 * table..80 + 4 * table].copy_from_slice(&(table as u32).to_le_bytes());
    }
    file.extend(fat.iter().flat_map(|number| number.to_le_bytes()));
    file.extend(directory);
    file.extend(sectors.concat());
    file
}

#[test]
fn compound_files_are_told_apart() {
    assert_eq!(
        refusal(
            "表.docx",
            &compound(&[("EncryptedPackage", b""), ("EncryptionInfo", b"")])
        ),
        ReadError::Password
    );
    assert_eq!(
        refusal("表.doc", &compound(&[("WordDocument", b"")])),
        ReadError::OldText
    );
    assert_eq!(
        refusal(
            "表.wps",
            &compound(&[("WordDocument", b""), ("WpsCustomData", b"")])
        ),
        ReadError::OldText
    );
    assert_eq!(
        refusal("表.msg", &compound(&[("__nameid", b"")])),
        ReadError::NotADocument
    );
    let locked = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let locked = [locked, record(0x002f, &[0; 6])].concat();
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &locked)])),
        ReadError::Password
    );
    for length in [1, 7, 8, 100, 511, 512, 513, 1_000, 2_000] {
        let bytes = fixture("daxing.xls");
        read("表.xls", &bytes[..length]).expect_err("cut");
    }
}

pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [
        &kind.to_le_bytes()[..],
        &(data.len() as u16).to_le_bytes(),
        data,
    ]
    .concat()
}

/// A workbook stream of one sheet that holds these records.
pub fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let mut globals = begin(5);
    let start = (globals.len() + 4 + 8 + 1 + end.len()) as u32;
    globals.extend(record(
        0x0085,
        &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat(),
    ));
    globals.extend(&end);
    [globals, begin(0x10), records.concat(), end].concat()
}

#[test]
fn an_old_sheet_may_not_claim_the_world() {
    let dimensions = record(
        0x0200,
        &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 0, 0, 0],
    );
    assert_eq!(
        refusal(
            "表.xls",
            &compound(&[("Workbook", &workbook(&[dimensions]))])
        ),
        ReadError::TooManyCells
    );
    let backwards = record(0x0200, &[9, 0, 0, 0, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0]);
    assert_eq!(
        refusal(
            "表.xls",
            &compound(&[("Workbook", &workbook(&[backwards]))])
        ),
        ReadError::TooManyCells
    );
    let corner = |row: u16, column: u16| {
        record(
            0x0203,
            &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat(),
        )
    };
    let far = workbook(&[corner(0, 0), corner(65_535, 16_383)]);
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &far)])),
        ReadError::TooManyCells
    );
}

#[test]
fn an_old_workbook_may_not_go_round_in_circles() {
    let corner = record(0x0203, &[0; 14]);
    let mut file = compound(&[("Workbook", &workbook(&[corner]))]);
    // A sector that says it follows itself, as the beginning of the table of small sectors, of which
    // there are as many as can be said.
    file[512 + 4 * 20..512 + 4 * 21].copy_from_slice(&20_u32.to_le_bytes());
    file.resize(512 * 22, 0);
    file[60..64].copy_from_slice(&20_u32.to_le_bytes());
    file[64..68].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(refusal("表.xls", &file), ReadError::NoTable);
}

#[test]
fn an_old_workbook_may_not_hide_behind_another() {
    let dimensions = record(
        0x0200,
        &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 0, 0, 0],
    );
    let hidden = workbook(&[dimensions]);
    let seen = workbook(&[]);
    for (one, other) in [("wOrkbook", "Book"), ("Book", "wOrkbook")] {
        let content = |name: &str| if name == "Book" { &seen } else { &hidden };
        let file = compound(&[(one, content(one)), (other, content(other))]);
        assert_eq!(refusal("表.xls", &file), ReadError::TooManyCells);
    }
}

#[test]
fn an_old_workbook_may_not_repeat_itself() {
    let texts = [
        record(0x00fc, &[0; 8]),
        record(0x003c, &[]).repeat(1_000_000),
        record(0x000a, &[]),
    ];
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let globals = [begin, texts.concat()].concat();
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &globals)])),
        ReadError::TooManyCells
    );
    let label = [&[0, 0, 0, 0, 0, 0, 0, 32, 0][..], &[b'x'; 8_192]].concat();
    let one = workbook(&[record(0x0204, &label).repeat(100)]);
    let sheet = one.windows(4).position(|bytes| bytes == b"\x85\0\x09\0");
    let sheet = &one[sheet.unwrap()..][..13];
    // Each says that it begins where the first does.
    let more = sheet.repeat(20);
    let mut many = one.clone();
    let at = 20 + 13;
    many.splice(at..at, more.iter().copied());
    let start = (u32::from_le_bytes(sheet[4..8].try_into().unwrap()) as usize + more.len()) as u32;
    for sheet in 0..=20 {
        let at = 20 + 13 * sheet + 4;
        many[at..at + 4].copy_from_slice(&start.to_le_bytes());
    }
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &one)])),
        ReadError::NoTable
    );
    assert_eq!(
        refusal("表.xls", &compound(&[("Workbook", &many)])),
        ReadError::TooManyCells
    );
}

#[test]
fn an_old_workbook_may_be_long() {
    let place = |row: u16, column: u16| [row, column, 0].map(u16::to_le_bytes).concat();
    let number = |row: u16| record(0x027e, &[&place(row, 0)[..], &[6, 0, 0, 0]].concat());
    let shared = |row, column, text: u32| {
        record(
            0x00fd,
            &[&place(row, column)[..], &text.to_le_bytes()].concat(),
        )
    };
    let heads = ["序号", "任务标题", "责任单位", "进展情况"].map(str::to_owned);
    let texts: Vec<String> = (0..3_000)
        .map(|at| format!("建公园{at}个，已开工"))
        .collect();
    let mut records = Vec::new();
    let mut all = vec![0; 8];
    for text in heads.iter().chain(&texts) {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if all.len() + units.len() + 3 > 8_000 {
            records.push(std::mem::take(&mut all));
        }
        all.extend((units.len() as u16 / 2).to_le_bytes());
        all.push(1);
        all.extend(units);
    }
    records.push(all);
    let kinds = std::iter::once(0x00fc).chain(std::iter::repeat(0x003c));
    let texts: Vec<u8> = kinds
        .zip(&records)
        .flat_map(|(kind, data)| record(kind, data))
        .collect();
    let mut cells: Vec<Vec<u8>> = (0..4).map(|at| shared(0, at as u16, at)).collect();
    for row in 1..10_000_u16 {
        let text = 4 + u32::from(row) % 3_000;
        cells.extend([
            number(row),
            shared(row, 1, text),
            shared(row, 2, 2),
            shared(row, 3, text),
        ]);
    }
    let mut book = workbook(&cells);
    // The texts stand before the end of what is said of the whole workbook, and move the sheet on.
    let at = 20 + 13;
    let start = u32::from_le_bytes(book[24..28].try_into().unwrap()) + texts.len() as u32;
    book[24..28].copy_from_slice(&start.to_le_bytes());
    book.splice(at..at, texts);
    let reading = read("表.xls", &compound(&[("Workbook", &book)])).unwrap();
    assert_eq!(reading.items.len(), 9_999);
    assert_eq!(reading.items[0].narrative, "建公园1个，已开工");
}
