//! Counted steps: what proves that reading takes time in proportion to the length, on any
//! machine. Every look at a character, a word or a hit is one, a stretch of text as many as
//! it has characters. Outside of tests nothing is counted.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

#[cfg(test)]
pub(crate) fn step(by: usize) {
    STEPS.with(|s| s.set(s.get() + by as u64));
}

#[cfg(not(test))]
#[inline(always)]
pub(crate) fn step(_: usize) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Item, entities, read};
    use proptest::prelude::*;

    /// Most steps to a character that any text may take in three readings: a clause of 400
    /// characters that is nothing but amounts looks at all of itself for each of them.
    const MOST: u64 = 24_000;

    fn steps(text: &str) -> u64 {
        let as_of = "2024-03-31".parse().ok();
        STEPS.with(|s| s.set(0));
        for (title, narrative) in [("改造3所学校、12条道路", text), (text, text)] {
            read(&Item {
                title,
                narrative,
                year: Some(2024),
                as_of,
            });
        }
        entities(text, as_of);
        STEPS.with(std::cell::Cell::get)
    }

    fn check(text: &str) {
        let n = text.chars().count() as u64 + 50;
        let steps = steps(text);
        assert!(
            steps <= MOST * n,
            "{steps} steps for {n} characters: {:?}",
            text.chars().take(60).collect::<String>()
        );
    }

    fn piece() -> impl Strategy<Value = String> {
        let words = [
            "已完成",
            "计划",
            "3所",
            "1.2万人次",
            "27.37%",
            "4月中旬",
            "2024年",
            "第",
            "一",
            "十",
            "万",
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
            "<a ",
            "-",
            "至",
            "其中",
            "占",
            "开工",
            "并",
            "等",
            "的",
            "9",
            "几",
        ];
        prop_oneof![
            6 => proptest::sample::select(words.to_vec()).prop_map(str::to_string),
            1 => any::<char>().prop_map(String::from),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn random_texts_take_steps_in_proportion(
            some in prop::collection::vec(piece(), 1..40),
            times in 1..40usize,
        ) {
            check(&some.concat().repeat(times));
        }
    }

    #[test]
    fn hostile_texts_take_steps_in_proportion() {
        for sentence in [
            "9",
            "1,",
            "1.",
            "一二三四五六七八九十",
            "一",
            "万",
            "3家，5家，",
            "3家5家7家",
            "（",
            "（（）",
            "“《(",
            "的",
            "2024年1月2日至",
            "1-",
            "其中",
            "计划",
            "，",
            "<a ",
            "&",
            "www.",
            "已完成",
            "1.2.3.",
            "等、",
            "1,234",
            "占5%，",
            "3所、",
            "并",
            "待后",
            "上",
            "前三",
            "覆盖",
            "累计完成3所，其中甲县1所、乙县3所，占年度任务的27.37%。",
            "共3个、",
        ] {
            let text = |length: usize| sentence.repeat(length / sentence.chars().count());
            let (half, whole) = (steps(&text(3_000)), steps(&text(6_000)));
            check(&text(6_000));
            assert!(
                whole <= half * 22 / 10,
                "{sentence:?}: {half} steps for one half, {whole} for the whole"
            );
        }
    }
}
