//! PDF with a text layer: the rows are those of the text it was printed from.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use proptest::prelude::*;
use proptest::sample::Index;
use shishi_documents::write::{self, Edition};
use shishi_documents::{ReadError, Reading, read};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text_of(name: &str) -> Reading {
    let path = folder(&format!("../../corpus/documents/{name}.txt"));
    read(&format!("{name}.txt"), &fs::read(path).unwrap()).unwrap()
}

/// Compares title, period and rows, character for character.
fn check(name: &str, path: &Path) -> usize {
    let expected = text_of(name);
    let reading = read(&format!("{name}.pdf"), &fs::read(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let head = |reading: &Reading| {
        (
            reading.title.clone(),
            reading.year,
            reading.district.clone(),
            reading.period.clone(),
        )
    };
    assert_eq!(head(&reading), head(&expected), "{}", path.display());
    for (at, item) in expected.items.iter().enumerate() {
        assert_eq!(reading.items.get(at), Some(item), "{}", path.display());
    }
    assert_eq!(
        reading.items.len(),
        expected.items.len(),
        "{}",
        path.display()
    );
    expected.items.len()
}

#[test]
fn what_is_printed_reads_as_the_text_does() {
    let mut rows = 0;
    for name in [
        "daxing-2024q1",
        "qimen-2024",
        "putuo-2021h1",
        "shouxian-2023-03",
        "xicheng-2020",
        "luohe-2024",
    ] {
        rows += check(name, &folder(&format!("tests/pdf/{name}.pdf")));
    }
    assert_eq!(rows, 57);
}

/// A table with rules above and below each row, none between its columns, and cells centred in their
/// rows.
#[test]
fn rules_across_part_the_rows() {
    let path = folder("tests/fixtures/rules-across.pdf");
    let reading = read("表.pdf", &fs::read(path).unwrap()).unwrap();
    let rows: Vec<String> = reading
        .items
        .iter()
        .map(|item| {
            let end: String = item.narrative.chars().rev().take(6).collect();
            let end: String = end.chars().rev().collect();
            format!(
                "{}|{}|{}|{end}",
                item.number,
                item.title,
                item.units.join("、")
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "1|改造公厕20座|区城管局|3.5万人。",
            "2|加装电梯30部|区住建局|部列入备选。",
            "3|新建公园2个|区园林局|建成1个。",
        ]
    );
    assert!(reading.issues.is_empty(), "{:?}", reading.issues);
}

/// Prints files with LibreOffice; false where it is not installed.
fn print(files: &[PathBuf], to: &Path) -> bool {
    let profile = to.join("profile");
    Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(to)
        .args(files)
        .output()
        .is_ok_and(|output| output.status.success())
}

#[test]
fn every_layout_printed_by_an_office_program_reads_as_the_text_does() {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    fs::create_dir_all(&to).unwrap();
    let mut files = Vec::new();
    for entry in fs::read_dir(folder("tests/converted")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.ends_with(".docx") && !name.contains(".lines.") {
            files.push(path);
        }
    }
    let daxing = text_of("daxing-2024q1");
    let edition = Edition::from(&daxing);
    let exported = to.join("exported.docx");
    fs::write(&exported, write::docx(&edition)).unwrap();
    let page = to.join("exported-page.html");
    fs::write(&page, write::html(&edition)).unwrap();
    files.extend([exported, page]);
    if !print(&files, &to) {
        eprintln!("LibreOffice is not installed: nothing printed");
        return;
    }
    let mut rows = 0;
    for file in &files {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let name = match stem.starts_with("exported") {
            true => "daxing-2024q1",
            false => stem,
        };
        rows += check(name, &to.join(format!("{stem}.pdf")));
    }
    assert_eq!(rows, 99 + 2 * 22);
}

/// A file of these objects, numbered from 1; the first is the catalog.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<</Size {size} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    bytes
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dict} /Length {}>>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A page with this content and these resources.
fn page(resources: &str, content: Vec<u8>, more: Vec<Vec<u8>>) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        format!("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<{resources}>> /Contents 4 0 R>>").into_bytes(),
        content,
    ];
    objects.extend(more);
    file(&objects)
}

fn refusal(bytes: &[u8]) -> ReadError {
    let start = Instant::now();
    let error = read("表.pdf", bytes).unwrap_err();
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
    assert!(error.to_string().contains('请'), "{error}");
    error
}

#[test]
fn what_has_no_text_is_said_to_be_a_scan() {
    let picture = stream(
        "/Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode",
        b"\xff\xd8\xff\xe0",
    );
    let scan = page(
        "/XObject <</I 5 0 R>>",
        stream("", b"q 595 0 0 842 0 0 cm /I Do Q"),
        vec![picture],
    );
    assert_eq!(refusal(&scan), ReadError::PdfWithoutText);
    // Text put over the scan without ink, by a program that recognised it.
    let font = "/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>";
    let recognised = page(font, stream("", b"BT /F1 12 Tf 3 Tr (abc) Tj ET"), vec![]);
    assert_eq!(refusal(&recognised), ReadError::PdfWithoutText);
    let visible = page(
        font,
        stream("", b"BT /F1 12 Tf 72 700 Td (abc) Tj ET"),
        vec![],
    );
    assert_eq!(refusal(&visible), ReadError::NoTable);
}

#[test]
fn what_is_locked_or_broken_is_said_to_be() {
    let mut locked = page("", stream("", b""), vec![]);
    let at = locked
        .windows(7)
        .position(|word| word == b"trailer")
        .unwrap();
    locked.splice(at + 10..at + 10, b"/Encrypt 9 0 R ".iter().copied());
    assert_eq!(refusal(&locked), ReadError::Password);
    assert_eq!(refusal(b"%PDF-1.7\n1 0 obj"), ReadError::PdfUnreadable);
    assert_eq!(refusal(b"%PDF-1.7\n%%EOF"), ReadError::PdfUnreadable);
}

#[test]
fn bombs_do_not_go_off() {
    let zeros = packed(&vec![0; 100 << 20]);
    let bomb = page("", stream("/Filter /FlateDecode", &zeros), vec![]);
    assert_eq!(refusal(&bomb), ReadError::TooLargeUnpacked);

    let twice = stream("/Filter [/FlateDecode /Fl]", &packed(&zeros));
    assert_eq!(refusal(&page("", twice, vec![])), ReadError::PdfUnreadable);
    let hidden = stream(
        "/#46ilter [ %\n/FlateDecode\n/F#6cateDecode]",
        &packed(b"x"),
    );
    assert_eq!(refusal(&page("", hidden, vec![])), ReadError::PdfUnreadable);
    let elsewhere = stream("/Filter 5 0 R", &packed(&zeros));
    let filters = b"[/FlateDecode /FlateDecode]".to_vec();
    assert_eq!(
        refusal(&page("", elsewhere, vec![filters])),
        ReadError::PdfUnreadable
    );
    let old = stream(
        "/Filter /LZWDecode",
        b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01",
    );
    assert_eq!(refusal(&page("", old, vec![])), ReadError::PdfUnreadable);
    // What is broken would be unpacked as far as it goes.
    let mut broken = packed(&vec![b' '; 50 << 20]);
    let length = broken.len();
    broken.truncate(length - 6);
    broken.extend([0xff; 6]);
    refusal(&page("", stream("/Filter /FlateDecode", &broken), vec![]));
}

#[test]
fn drawings_that_draw_themselves_end() {
    // Each form draws the next ten times.
    let forms = (0..14).map(|at| {
        let next = 5 + (at + 1) % 14;
        stream(
            &format!("/Subtype /Form /Resources <</XObject <</X {next} 0 R>>>>"),
            "/X Do ".repeat(10).as_bytes(),
        )
    });
    let bytes = page(
        "/XObject <</X 5 0 R>>",
        stream("", b"/X Do"),
        forms.collect(),
    );
    assert_eq!(refusal(&bytes), ReadError::TooManyCells);
    // A page tree that holds itself, and a table of rules without end.
    let circle = file(&[
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 9>>".to_vec(),
    ]);
    refusal(&circle);
    let mut rules = String::new();
    for at in 0..9_000 {
        let (x, y) = (at % 595, at % 842);
        rules += &format!("{x} 0 m {x} 842 l S 0 {y} m 595 {y} l S ");
    }
    rules += "BT /F1 12 Tf 72 700 Td (abc) Tj ET";
    let font = "/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>";
    refusal(&page(font, stream("", rules.as_bytes()), vec![]));
    let numbers = page(
        font,
        stream("", b"BT /F1 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm (a) Tj 0 0 0 0 0 0 Tm (b) Tj ET 0 0 m 1e39 1e39 l S 1e39 0 0 1 0 0 cm 1 1 9 9 re f"),
        vec![],
    );
    let _ = read("表.pdf", &numbers);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_files(
        edits in prop::collection::vec((any::<Index>(), prop::collection::vec(any::<u8>(), 0..6), 0_usize..40), 1..12),
    ) {
        let mut bytes = fs::read(folder("tests/pdf/luohe-2024.pdf")).unwrap();
        for (at, new, cut) in edits {
            let at = at.index(bytes.len());
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, new);
        }
        let _ = read("a.pdf", &bytes);
    }
}

/// A font that is not in the file.
const GBK_FONT: &str = "/Font <</F1 <</Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H \
     /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun \
     /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>>>>]>>>>";

/// A page of one row, in GBK.
fn one_row() -> String {
    let mut content = String::from("BT /F1 12 Tf 20 TL 72 700 Td ");
    for line in [
        "某区2024年民生实事进展情况",
        "1.新建公园3个。",
        "责任单位：区园林局",
        "进展情况：已建成2个。",
    ] {
        let bytes = encoding_rs::GBK.encode(line).0;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        content += &format!("<{hex}> Tj T* ");
    }
    content + "ET"
}

#[test]
fn fonts_need_not_be_in_the_file() {
    let bytes = page(GBK_FONT, stream("", one_row().as_bytes()), vec![]);
    let reading = read("表.pdf", &bytes).unwrap();
    assert_eq!(reading.items.len(), 1);
    assert_eq!(reading.items[0].title, "新建公园3个。");
    assert_eq!(reading.items[0].units, ["区园林局"]);
    assert_eq!(reading.items[0].narrative, "已建成2个。");
}

/// Bytes written as letters, five for four.
fn letters(data: &[u8]) -> Vec<u8> {
    let mut written = Vec::new();
    for chunk in data.chunks(4) {
        let mut four = [0; 4];
        four[..chunk.len()].copy_from_slice(chunk);
        let mut value = u32::from_be_bytes(four);
        let mut five = [0; 5];
        for digit in five.iter_mut().rev() {
            *digit = b'!' + (value % 85) as u8;
            value /= 85;
        }
        written.extend(&five[..=chunk.len()]);
    }
    written.extend(b"~>");
    written
}

#[test]
fn streams_written_as_letters_are_read_within_the_same_bounds() {
    let content = one_row();
    let both = "/Filter [ /ASCII85Decode /FlateDecode ]";
    let data = letters(&packed(content.as_bytes()));
    let reading = read("表.pdf", &page(GBK_FONT, stream(both, &data), vec![])).unwrap();
    assert_eq!(reading.items[0].narrative, "已建成2个。");

    let zeros = packed(&vec![0; 100 << 20]);
    let bomb = page("", stream(both, &letters(&zeros)), vec![]);
    assert_eq!(refusal(&bomb), ReadError::TooLargeUnpacked);
    // Broken behind most of it, ended by no mark, or ended by the next stream.
    let mut broken = letters(&zeros);
    broken.truncate(broken.len() - 20);
    assert_eq!(
        refusal(&page("", stream(both, &broken), vec![])),
        ReadError::TooLargeUnpacked
    );
    let mut noise = letters(&packed(&vec![b' '; 90 << 20]));
    noise.splice(50_000..50_005, *b"!!!!!");
    refusal(&page("", stream(both, &noise), vec![]));
    // The letters hold the word that ends a stream.
    let word = [0xd6, 0x6c, 0x4a, 0xc5, 0xfe, 0x8a, 0x5a, 0x71];
    let deflated = {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&vec![0; 100 << 20]).unwrap();
        packer.finish().unwrap()
    };
    let stored = [&[0x78, 1, 0, 9, 0, 0xf6, 0xff, 0][..], &word].concat();
    let hidden = letters(&[stored, deflated].concat());
    assert!(hidden.windows(9).any(|word| word == b"endstream"));
    let bomb = page("", stream(both, &hidden), vec![]);
    assert_eq!(refusal(&bomb), ReadError::TooLargeUnpacked);
    for filters in [
        "/Filter [/FlateDecode /ASCII85Decode]",
        "/Filter [/ASCII85Decode /ASCII85Decode /FlateDecode]",
        "/Filter [/ASCII85Decode /FlateDecode /FlateDecode]",
        "/Filter /A85",
        "/Filter [/ASCII85Decode /LZWDecode]",
    ] {
        let bytes = page("", stream(filters, &letters(&packed(b"x"))), vec![]);
        assert_eq!(refusal(&bytes), ReadError::PdfUnreadable, "{filters}");
    }
}
