//! An office's own words, read by a program of its own: the vocabulary is settled once.

use shishi_extract::vocabulary::{InUse, check, extend};
use shishi_extract::{Item, Reading, entities, read};

const OWN: &str = "\u{FEFF}# 本区用语\r
count 眼井=眼 充电仓\r
fixed: 30条行动 八步工作法\r
- fixed: 三方\r
- construction | 试点\r
planning act 3 | 试点\r
construction stage 5 | 起吊\r
at-least：不得少过\r
";

fn reading(title: &str, narrative: &str) -> Reading {
    read(&Item {
        title,
        narrative,
        year: Some(2024),
        as_of: None,
    })
}

fn actuals(narrative: &str) -> Vec<String> {
    reading("", narrative)
        .actuals
        .iter()
        .map(|actual| format!("{}{}", actual.amount.value, actual.amount.unit))
        .collect()
}

#[test]
fn an_office_adds_words_and_takes_some_out() {
    let tables = [("本区.txt", OWN.as_bytes())];
    let checked = check(&tables);
    assert_eq!(checked.problems, []);
    assert_eq!((checked.added, checked.taken_out), (7, 2));
    assert_eq!(extend(&tables), Ok(vec![]));

    // Measure words, one of them written another way in results.
    assert_eq!(actuals("已建成12充电仓、新打5眼井。"), ["12充电仓", "5眼"]);
    // A fixed word counts nothing, with digits too; what stands beside it still does.
    assert!(actuals("已完成30条行动、八步工作法。").is_empty());
    assert_eq!(actuals("已完成30条道路。"), ["30条"]);
    // What is taken out blocks no more.
    assert_eq!(entities("外运三方土", None).len(), 1);
    // Work.
    let events = reading("", "试点。主梁起吊。").events;
    let phases: Vec<_> = events
        .iter()
        .map(|event| format!("{:?}", event.phase).to_lowercase())
        .collect();
    assert_eq!(phases, ["planning", "construction"]);
    // A qualifier.
    let targets = reading("新增停车位不得少过300个", "").targets;
    assert_eq!(targets.len(), 1, "{targets:?}");

    // From the first reading on the words stay as they are.
    assert_eq!(extend(&tables), Err(InUse));
}
