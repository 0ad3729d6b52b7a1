//! 阶段条: where the work stands when no figure can say it.

use askama::Template;
use shishi_domain::evaluate::StageNow;
use shishi_domain::{EventStatus, Stage};

use crate::lang::Lang;

/// Seven steps with the report's own phrase.
#[derive(Debug, Clone, Template)]
#[template(path = "components/stage_bar/stage_bar.html")]
pub struct StageBar {
    t: Lang,
    now: Option<StageNow>,
    quote: Option<String>,
    big: bool,
}

impl askama::filters::HtmlSafe for StageBar {}

impl StageBar {
    /// The bar of a stage, with the clause that names it.
    pub fn new(now: Option<StageNow>, quote: Option<&str>, t: Lang) -> Self {
        Self {
            t,
            now,
            quote: quote.map(|q| super::cut(q, 26)),
            big: false,
        }
    }

    /// The same with the names of all steps.
    #[must_use]
    pub fn big(mut self) -> Self {
        self.big = true;
        self
    }

    /// All steps: name, and how the bar shows it.
    fn steps(&self) -> Vec<(&'static str, &'static str)> {
        Stage::ALL
            .into_iter()
            .map(|stage| {
                let class = match self.now {
                    Some(now) if stage < now.stage => "d",
                    Some(now) if stage == now.stage && now.status == EventStatus::Done => "c f",
                    Some(now) if stage == now.stage => "c",
                    _ => "",
                };
                (self.t.say(stage.zh(), stage.en()), class)
            })
            .collect()
    }
}
