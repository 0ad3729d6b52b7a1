//! Wordings of reports, one to a line, each with what is to be read in it.

use shishi_extract::{Item, Reading, read, reason_en};

/// A reading in the words of `corpus/phrasings.txt`.
fn said(reading: &Reading) -> String {
    let of = |target: Option<usize>| target.map_or("-".to_owned(), |t| t.to_string());
    let amounts = reading.actuals.iter().map(|a| {
        let (value, unit) = (a.amount.value, &a.amount.unit);
        format!("{value}{unit}>{}", of(a.target))
    });
    let percents = reading.percents.iter();
    let percents = percents.map(|p| format!("{}%done>{}", p.value, of(p.target)));
    let events = reading.events.iter();
    let events = events.map(|e| format!("{} {}", e.phase.name(), e.status.name()));
    let all: Vec<String> = amounts.chain(percents).chain(events).collect();
    match all.is_empty() {
        true => "nothing".to_owned(),
        false => all.join("; "),
    }
}

#[test]
fn wordings_are_read_as_written_down() {
    let source = include_str!("../corpus/phrasings.txt");
    let cases = source
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    let wrong: Vec<String> = cases
        .filter_map(|line| {
            let mut parts = line.splitn(3, " | ");
            let [title, narrative, wanted] = [(); 3].map(|()| parts.next().unwrap_or_default());
            let reading = read(&Item {
                title,
                narrative,
                year: Some(2024),
                as_of: "2024-09-30".parse().ok(),
            });
            for actual in &reading.actuals {
                assert!(reason_en(&actual.reason).is_some(), "{}", actual.reason);
            }
            let found = said(&reading);
            (found != wanted)
                .then(|| format!("{title} | {narrative}\n  read {found}\n  not  {wanted}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
