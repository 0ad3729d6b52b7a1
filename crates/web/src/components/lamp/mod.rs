//! 灯: a road sign, a word and a colour, always together.

use askama::Template;
use shishi_domain::Level;

use crate::lang::Lang;

/// The lamp of a level.
#[derive(Debug, Clone, Copy, Template)]
#[template(path = "components/lamp/lamp.html")]
pub struct Lamp {
    level: Level,
    t: Lang,
}

impl askama::filters::HtmlSafe for Lamp {}

impl Lamp {
    /// The lamp of a level in a language.
    pub fn new(level: Level, t: Lang) -> Self {
        Self { level, t }
    }

    /// The sign's and the colour's name.
    pub fn name(&self) -> &'static str {
        self.level.name()
    }

    /// The word.
    pub fn word(&self) -> &'static str {
        self.t.say(self.level.zh(), self.level.en())
    }
}
