//! Whatever the text: no panic, spans that cut it back, and time in proportion to its length.

use proptest::prelude::*;
use shishi_domain::Span;
use shishi_extract::{Item, entities, explain, headline, read, to_corpus_json};

fn fits(text: &str, span: Span) {
    assert!(
        span.start <= span.end && text.get(span.start..span.end).is_some(),
        "{span:?} does not fit {text:?}"
    );
}

fn check(title: &str, narrative: &str) {
    for (year, as_of) in [(Some(2024), "2024-03-31".parse().ok()), (None, None)] {
        let item = Item {
            title,
            narrative,
            year,
            as_of,
        };
        let reading = read(&item);
        reading.targets.iter().for_each(|t| fits(title, t.span));
        reading.plans.iter().for_each(|p| fits(narrative, p.span));
        reading
            .percents
            .iter()
            .for_each(|p| fits(narrative, p.span));
        reading.dates.iter().for_each(|d| {
            fits(narrative, d.span);
            assert!(d.from <= d.to);
        });
        reading.events.iter().for_each(|e| fits(narrative, e.span));
        reading.others.iter().for_each(|o| fits(narrative, o.span));
        for a in &reading.actuals {
            fits(narrative, a.span);
            assert!(a.target.is_none_or(|t| t < reading.targets.len()));
            assert!(a.plan.is_none_or(|p| p < reading.plans.len()));
        }
        for e in entities(narrative, as_of) {
            fits(narrative, e.span);
            assert_eq!(e.text, e.span.of(narrative));
        }
        headline(title, &reading);
        explain(&item, &reading);
        to_corpus_json(&reading, &item);
    }
}

/// Pieces that the rules look for, so that random text reaches them.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "完成",
        "已",
        "正在",
        "计划",
        "3所",
        "1.2万人次",
        "约",
        "以上",
        "27.37%",
        "百分之",
        "4月中旬",
        "下周",
        "2024年",
        "第",
        "前",
        "一",
        "十",
        "万",
        "亿",
        "余",
        "点",
        "年",
        "月",
        "日",
        "季度",
        "，",
        "。",
        "；",
        "：",
        "、",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "1.",
        "(2)",
        "<ol>",
        "<",
        ">",
        "-",
        "至",
        "其中",
        "涉及",
        "任务",
        "开工",
        "完工",
        "并",
        "待",
        "等",
        "个",
        "公里",
        "99999999999999999999",
        "0.",
        "９",
        "％",
        "㎡",
        " ",
        "\n",
        "\u{0}",
        "é",
        "🚇",
        "https://a/",
        "12345",
        "分之",
        "成",
        "半",
        "起",
        "底",
        "周",
        "星期",
        "几",
        "数",
        "负",
        "套(间)",
    ];
    prop_oneof![
        4 => proptest::sample::select(words.to_vec()).prop_map(str::to_string),
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #[test]
    fn of_pieces(title in prop::collection::vec(piece(), 0..24), narrative in prop::collection::vec(piece(), 0..60)) {
        check(&title.concat(), &narrative.concat());
    }

    #[test]
    fn of_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        check(&text, &text);
    }
}

#[test]
fn figures_beyond_all_bounds() {
    let most = "79228162514264337593543950335";
    for text in [
        "33333333333333333333333333399成",
        &format!("增长{most}成半"),
        &format!("新增就业{most}人、安置{most}人"),
        &format!("甲{most}户，乙{most}户，共{most}户"),
        &format!("甲{most}户，乙{most}户，共8户，完成{most}%"),
        "七百九十二亿亿亿二三百户",
        "九万亿亿亿亿九亿亿亿七八百户",
        "数万亿亿亿户，数亿亿亿户",
    ] {
        check(text, text);
        check("新增就业8户", text);
    }
}

#[test]
fn long_texts_take_time_in_proportion() {
    let sentences = [
        "截至3月20日，共开展文化活动92场，参与群众6万人次，其中甲县1个、乙县3个。",
        "（“《(",
        "9",
        "一",
        "其中",
        "计划",
        "，",
        "<a ",
        "1-",
        "2024年",
        "已完成",
        "1.2.3.",
        "等、",
        "1,234",
    ];
    for sentence in sentences {
        let short = sentence.repeat(8_000 / sentence.len());
        let long = sentence.repeat(38_000 / sentence.len());
        let time = |text: &str| {
            // The best of three runs says more than one on a busy machine.
            (0..3)
                .map(|_| {
                    let start = std::time::Instant::now();
                    check(text, text);
                    start.elapsed()
                })
                .min()
                .unwrap_or_default()
        };
        let (a, b) = (time(&short), time(&long));
        assert!(
            b < a * 30 + std::time::Duration::from_millis(800),
            "{sentence:?}: {a:?} for an eighth, {b:?} for the whole"
        );
    }
}
